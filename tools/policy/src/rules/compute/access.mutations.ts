import { inPolicy, remove, type Mutation } from '../../testing/mutation';

const policy = { type: 'aws_iam_role_policy' };

/** Takes actions out of all statements of a policy. */
const withoutActions = (pattern: RegExp) =>
  inPolicy((statements) => {
    for (const statement of statements) {
      statement.Action = [statement.Action].flat().filter((action: string) => !pattern.test(action));
    }
  });

export const accessMutations: readonly Mutation[] = [
  { rule: 'FSBP.SSM.1', what: 'nobody can enter a worker', ...policy, path: 'fetcher/identity/manage', change: remove },
  {
    rule: 'FSBP.SSM.1',
    what: 'a web server opens no channel for sessions',
    ...policy,
    path: 'web/identity/manage',
    change: withoutActions(/^ssmmessages:OpenDataChannel$/),
  },
  {
    rule: 'FSBP.SSM.1',
    what: 'nobody can enter the nodes of a cluster',
    kind: 'cluster',
    ...policy,
    path: 'cluster/node/manage',
    change: remove,
  },
  {
    rule: 'MAL_EC2_9',
    what: 'a worker cannot decrypt sessions',
    ...policy,
    path: 'fetcher/identity/sessions',
    change: withoutActions(/^kms:/),
  },
  {
    rule: 'MAL_EC2_9',
    what: 'a web server cannot write sessions down',
    ...policy,
    path: 'web/identity/sessions',
    change: withoutActions(/^logs:PutLogEvents$/),
  },
  {
    rule: 'MAL_EC2_9',
    what: 'the account asks for another key than instances may use',
    type: 'aws_ssm_document',
    change: (config) =>
      (config.content = config.content.replaceAll(
        /\$\{aws_kms_key\.[\w-]+\.(arn|key_id)\}/g,
        '${aws_kms_key.trail_key_8F0FDAC4.arn}',
      )),
  },
  {
    rule: 'MAL_EC2_9',
    what: 'nothing says how sessions are encrypted',
    type: 'aws_ssm_document',
    change: remove,
  },
];
