import { accounts } from '@malinshopper/environments';
import { statementsWithArnsOf, type Resource, type World } from '@malinshopper/synthesized';
import { custom } from '../ask';
import { inWords } from '../in-words';
import { allowing, inStatement } from '../statement-asks';
import { rulesOf } from '../table';
import { holdersOf, identitiesNamedBy } from './holders';
import { attachments, gives, permissionTypes } from './permissions';
import { reachOf } from './reach/of-role';

/** The permission of a policy that exceeds the limit of its roles. */
function beyond(policy: Resource, world: World): string | undefined {
  const holders = holdersOf(policy, world);
  if (holders.length === 0) return 'it is a policy of no role, group or user of this repository';
  for (const statement of statementsWithArnsOf(policy, world)) {
    if (statement.unread.length > 0)
      return `${inWords(statement)} has ${statement.unread.join(', ')}, which no rule can read`;
    if (statement.effect === 'Deny') continue;
    for (const holder of holders) {
      const found = reachOf(holder, world).beyond(statement);
      if (!found) continue;
      const where = found.resource === undefined ? '' : ` on ${found.resource}`;
      return `${inWords(statement)} allows ${found.action}${where}, which no row of the table allows ${holder.path} under these conditions`;
    }
  }
  return undefined;
}

const { id } = accounts.production;
const ci = (path: string) => ({ type: 'aws_iam_policy', path: `access/${path}` });
const change = { path: 'network/deploy/change' };
const ofTeam = (Team: unknown) =>
  inStatement(({ Condition }) => Condition?.StringEquals?.['aws:ResourceTag/Team'], {
    Condition: { StringEquals: { 'aws:ResourceTag/Team': Team } },
  });
const names = (action: string) => (statement: { Action: string | string[] }) =>
  [statement.Action].flat().includes(action);

/** The upper limits of identities. A permission is refused unless a row permits it; a statement is judged by its effect,
 * not by its form. */
export const reaches = rulesOf(
  permissionTypes,
  {
    MAL_IAM_30: {
      title: 'Policies allow only permissions that a table lists for roles of their kind',
      severity: 'critical',
      covers: 'I1',
      about: gives,
      why: "A wildcard, a path or a missing condition includes the roles of CI, another app's data or another team's resources",
      fix: 'Name resources of this account, or demand the tag of the team; for a new kind of role, add a row in tools/policy/src/rules/iam/reach',
      ask: custom(beyond, {
        'web servers may read the secrets of every environment': {
          path: 'web/identity/database',
          change: inStatement(0, {
            Resource: `arn:aws:secretsmanager:eu-west-1:${id}:secret:malinshopper/*`,
          }),
        },
        'web servers may read another part of the packages': {
          path: 'web/identity/packages',
          change: inStatement(0, (statement) => {
            statement.Resource = statement.Resource.replace('releases', 'functions');
          }),
        },
        'web servers decrypt passwords also without Secrets Manager': {
          path: 'web/identity/database',
          change: inStatement('Decrypt', { Condition: undefined }),
        },
        'web servers write to a bucket outside this repository': {
          path: 'web/identity/packages',
          change: allowing({ Action: 's3:PutObject', Resource: 'arn:aws:s3:::strangers/*' }),
        },
        'a deploy may change the roles of CI': {
          ...ci('compute/named'),
          change: inStatement(names('iam:PassRole'), { Resource: `arn:aws:iam::${id}:role/c*` }),
        },
        'a deploy may pass roles to any service': {
          ...ci('compute/named'),
          change: inStatement(names('iam:PassRole'), { Condition: undefined }),
        },
        'a condition accepts the tag of another team as well': { ...change, change: ofTeam(['network', 'data']) },
        'a condition accepts the tag of another team instead': { ...change, change: ofTeam('data') },
        'a deploy may change records of any name': {
          ...ci('data/named'),
          change: inStatement(names('route53:ChangeResourceRecordSets'), { Condition: undefined }),
        },
        'a plan may write states': {
          path: 'network/plan/states',
          change: inStatement('OwnStateAndWhatItReads', { Action: ['s3:GetObject', 's3:PutObject'] }),
        },
        'a policy has a role of no app': (config) => (config.role = 'administrator'),
        'a policy is attached to no identity': (_config, resources) => {
          const policy = JSON.stringify({ Statement: { Effect: 'Allow', Action: 'ec2:DescribeVpcs', Resource: '*' } });
          const metadata = { path: 'delivery/loose' };
          resources['aws_iam_policy'] = { loose: { '//': { metadata }, name: 'loose', path: '/delivery/', policy } };
        },
        'a statement has an element that IAM does not know': inStatement(0, { Conditions: {} }),
      }),
    },
  },
  { type: 'aws_iam_role_policy', path: 'delivery/deployer/deploy' },
);

/** The ARN of a policy of AWS: other rules judge that it is not attached. */
const ofAws = /^arn:aws[\w-]*:iam::aws:policy\//;

export const attached = rulesOf(attachments, {
  MAL_IAM_31: {
    title: 'Attachments give a policy of this repository to an identity of this repository',
    severity: 'high',
    why: 'No rule can judge the permissions of a foreign policy, or the use of a foreign identity',
    fix: 'Refer to the role and to the policy, not to their names',
    ask: custom(
      (attachment, world) => {
        if (identitiesNamedBy(attachment, world).length === 0)
          return 'it names no role, user or group of this repository';
        const arn = String(world.resolve(attachment.config['policy_arn'], attachment.stack));
        const isKnown =
          ofAws.test(arn) ||
          world
            .targets(attachment.config['policy_arn'], attachment.stack)
            .some(({ type }) => type === 'aws_iam_policy');
        return isKnown ? undefined : `its policy is ${arn}, of no app`;
      },
      {
        'an attachment gives a policy by its name': (config) =>
          (config.policy_arn = `arn:aws:iam::${id}:policy/ci/platform-named`),
        'an attachment is for a role by its name': (config) => (config.role = 'administrator'),
      },
    ),
    tried: { type: 'aws_iam_role_policy_attachment', path: 'network/plan/attached-look' },
  },
});
