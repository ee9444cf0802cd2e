import { accounts } from '@malinshopper/environments';
import type { Resource, Statement, World } from '@malinshopper/synthesized';
import { remove } from '../../testing/mutation';
import { rulesOf } from '../table';
import { inStatement, inTrust, noStatement, roles } from '../statement-asks';
import { demanded, trustOf } from '../trust';

/** The statements of a trust policy for principals with an identity in AWS: people, or another role. */
const ofPeople = (role: Resource, world: World) =>
  trustOf(role, world).filter(({ principals }) => principals?.['AWS'] !== undefined);

/** True if people may assume a role. */
export const isForPeople = (role: Resource, world: World) => ofPeople(role, world).length > 0;

interface Pattern {
  readonly source?: string[];
  readonly detail?: { readonly eventName?: string[]; readonly requestParameters?: { readonly roleArn?: string[] } };
}

/**
 * The regions with an event rule on the assumption of a role: CloudTrail logs it, and EventBridge receives it, only in the
 * region of the STS endpoint (IAM user guide, "Logging IAM and AWS STS API calls").
 */
function watchedIn(role: Resource, world: World): readonly string[] {
  const { path = '/', name } = role.config as { path?: string; name: string };
  const arn = `arn:aws:iam::${world.environment.account.id}:role${path}${name}`;
  const watches = ({ config }: Resource) => {
    const { source, detail } = JSON.parse(String(config['event_pattern'] ?? '{}')) as Pattern;
    const isAssumed = source?.includes('aws.sts') && detail?.eventName?.includes('AssumeRole');
    return isAssumed && detail?.requestParameters?.roleArn?.includes(arn);
  };
  return world
    .resources('aws_cloudwatch_event_rule')
    .filter(watches)
    .map(({ region }) => region);
}

/** True if the caller used a second factor: in this request, or at the sign-in to IAM Identity Center. */
function hasSecondFactor(statement: Statement, account: string): boolean {
  if (statement.conditions['Bool']?.['aws:MultiFactorAuthPresent']?.join() === 'true') return true;
  const names = demanded(statement, 'aws:PrincipalArn') ?? [];
  const reserved = `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/`;
  return names.length > 0 && names.every((name) => name.startsWith(reserved));
}

const { id } = accounts.production;

/** Roles that people assume: they are few, and each use sets off an alarm. */
export const people = rulesOf(
  'aws_iam_role',
  {
    MAL_IAM_19: {
      title: 'When a person assumes a role for people, an alarm goes off in each region',
      severity: 'high',
      about: isForPeople,
      why: 'The role is for emergencies. A use that was not announced can be an attack, and must be noticed',
      fix: 'Add a CloudwatchEventRule on AssumeRole of its ARN in each region that its trust policy allows (aws:RequestedRegion)',
      ask: noStatement(
        ofPeople,
        (statement, world, role) => {
          const regions = demanded(statement, 'aws:RequestedRegion');
          if (!regions) return 'allows regions without an event rule';
          const watched = watchedIn(role, world);
          const silent = regions.filter((region) => !watched.includes(region));
          return silent.length > 0 && `allows ${silent.join(', ')}, which has no event rule on it`;
        },
        {
          'the role may be assumed in any region': inStatement(
            () => true,
            ({ Condition }) => delete Condition.StringEquals['aws:RequestedRegion'],
            'assume_role_policy',
          ),
          'the role gets another name, and the event rules do not': (config) => (config.name = 'administrator'),
          'the event rule in us-east-1 is removed': {
            type: 'aws_cloudwatch_event_rule',
            path: 'told-global/assumed',
            change: remove,
          },
        },
      ),
    },
    MAL_IAM_20: {
      title: 'Roles for people allow administrators of the account with a second factor',
      severity: 'critical',
      about: isForPeople,
      why: 'A stolen key of one role would open the account',
      fix: 'Set ArnLike on aws:PrincipalArn with the roles of IAM Identity Center, or Bool on aws:MultiFactorAuthPresent',
      ask: noStatement(
        ofPeople,
        (statement, world) => {
          const { account } = world.environment;
          const known = account.administrators.map((end) => `arn:aws:iam::${account.id}:${end}`);
          const names = demanded(statement, 'aws:PrincipalArn') ?? ['every principal'];
          const stranger = names.find((name) => !known.includes(name));
          if (stranger !== undefined) return `allows ${stranger}, no administrator (environments/src/accounts.ts)`;
          return !hasSecondFactor(statement, account.id) && 'demands no second factor';
        },
        {
          'a role of web servers may assume it': inTrust(({ Condition }) => {
            Condition.ArnLike['aws:PrincipalArn'] = [`arn:aws:iam::${id}:role/compute/production-web`];
          }),
          'every principal of the account may assume it': inTrust(({ Condition }) => delete Condition.ArnLike),
        },
      ),
    },
  },
  roles.people,
);
