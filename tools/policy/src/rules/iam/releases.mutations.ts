import { inPolicy, type Changeable, type Mutation } from '../../testing/mutation';

type Change = (statement: Changeable) => void;

/** Changes one statement of continuousphp's policy, or of that of the role for workflows. */
const change = (
  rule: string,
  what: string,
  sid: string,
  how: Change,
  path: 'continuousphp' | 'release' = 'continuousphp',
): Mutation => ({
  rule,
  what,
  type: path === 'release' ? 'aws_iam_role_policy' : 'aws_iam_group_policy',
  path: `delivery/${path}/release`,
  change: inPolicy((statements) => how(statements.find(({ Sid }) => Sid === sid))),
});

const ofBranches = (rule: string, what: string, how: Mutation['change']): Mutation => ({
  rule,
  what,
  kind: 'testing',
  type: 'aws_iam_group_policy',
  path: 'delivery/continuousphp/branches',
  change: how,
});

export const releaseMutations: readonly Mutation[] = [
  change('MAL_IAM_26', 'continuousphp deletes packages', 'Packages', ({ Action }) => Action.push('s3:DeleteObject')),
  change('MAL_IAM_26', 'workflows do all in S3', 'Packages', (said) => (said.Action = 's3:*'), 'release'),
  change('MAL_IAM_26', 'continuousphp deletes groups', 'Deployments', ({ Action }) =>
    Action.push('codedeploy:DeleteDeploymentGroup'),
  ),
  change('MAL_IAM_26', 'workflows pass roles', 'Revisions', ({ Action }) => Action.push('iam:PassRole'), 'release'),
  change('MAL_IAM_27', 'continuousphp writes beside the releases', 'Packages', (said) => {
    said.Resource = said.Resource.replace('/releases/*', '/*');
  }),
  change('MAL_IAM_27', 'continuousphp writes the content', 'Packages', (said) => {
    said.Resource = said.Resource.replace('packageBucketArn', 'contentBucketArn');
  }),
  change(
    'MAL_IAM_27',
    'workflows write the packages of whichever environment',
    'Packages',
    (said) => {
      said.Resource = 'arn:aws:s3:::malinshopper-*/releases/*';
    },
    'release',
  ),
  change('MAL_IAM_27', 'continuousphp deploys to another environment', 'Deployments', (said) => {
    said.Resource = said.Resource.replace(':production-', ':staging-');
  }),
  change(
    'MAL_IAM_27',
    'workflows register revisions of whichever application',
    'Revisions',
    (said) => {
      said.Resource = said.Resource.replace('production-malinshopper', '*');
    },
    'release',
  ),
  ofBranches(
    'MAL_IAM_27',
    'a path in the bucket of staging is taken for a branch',
    inPolicy((statements) => statements.pop()),
  ),
  ofBranches(
    'MAL_IAM_27',
    'who releases to branches releases to staging too',
    inPolicy(([packages]) => (packages.Resource = packages.Resource.replace('*-?????', '*'))),
  ),
  change('MAL_IAM_28', 'continuousphp decrypts by itself', 'EncryptPackages', (said) => delete said.Condition),
  change(
    'MAL_IAM_28',
    'workflows decrypt secrets',
    'EncryptPackages',
    ({ Condition }) => {
      Condition.StringEquals['kms:ViaService'] = 'secretsmanager.eu-west-1.amazonaws.com';
    },
    'release',
  ),
  {
    rule: 'MAL_IAM_15',
    what: "continuousphp's group has more than IAM takes",
    kind: 'testing',
    type: 'aws_iam_group_policy',
    path: 'delivery/continuousphp/release',
    change: inPolicy(([first]) => {
      first.Resource = Array.from(
        { length: 60 },
        (_, index) => `arn:aws:s3:::malinshopper-testing-packages-${index}/releases/*`,
      );
    }),
  },
  {
    rule: 'MAL_IAM_22',
    what: 'the team delivery makes users without a boundary',
    type: 'aws_iam_policy',
    path: 'access/delivery/named',
    change: inPolicy((statements) => delete statements.find(({ Sid }) => Sid === 'UsersWithinTheBoundary').Condition),
  },
];
