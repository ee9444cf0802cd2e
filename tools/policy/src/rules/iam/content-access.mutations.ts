import { inPolicy, type Mutation } from '../../testing/mutation';

export const contentAccessMutations: readonly Mutation[] = [
  content('MAL_IAM_16', 'web servers may not list the content', 'web', (statements) => statements.splice(0, 1)),
  content('MAL_IAM_16', 'web servers may read only a part of the content', 'web', ([, read]) => (read.Resource += 'x')),
  content('MAL_IAM_16', 'workers may not encrypt what they write', 'fetcher', (statements) => statements.pop()),
  content('MAL_IAM_17', 'workers may write all of the content', 'fetcher', (statements) => {
    const write = statements.find(({ Sid }: { Sid: string }) => Sid === 'WriteOwnPrefix');
    write.Resource = write.Resource.replace('/fetcher/*', '/*');
  }),
  {
    rule: 'MAL_IAM_17',
    what: 'web servers may write releases',
    type: 'aws_iam_role_policy',
    path: 'web/identity/packages',
    change: inPolicy(([revisions]) => revisions.Action.push('s3:PutObject')),
  },
  content('MAL_IAM_18', "a worker may write another's part of the content", 'updater-1', (statements) => {
    const write = statements.find(({ Sid }: { Sid: string }) => Sid === 'WriteOwnPrefix');
    write.Resource = write.Resource.replace('updater-1', 'fetcher');
  }),
  content('MAL_IAM_18', 'web servers may write the part of a worker', 'web', (statements) => {
    const [, read] = statements;
    statements.push({
      ...read,
      Sid: 'Write',
      Action: 's3:PutObject',
      Resource: read.Resource.replace('/*', '/fetcher/*'),
    });
  }),
];

function content(rule: string, what: string, of: string, change: Parameters<typeof inPolicy>[0]): Mutation {
  return { rule, what, type: 'aws_iam_role_policy', path: `${of}/identity/content`, change: inPolicy(change) };
}
