import type { Resource, Statement, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { demanded, trustOf } from './trust';
import { inWords } from './in-words';

const types = ['aws_iam_role'];

/** The statements that let in who has an identity in AWS already: people, or another role. */
const ofPeople = (role: Resource, world: World) =>
  trustOf(role, world).filter(({ principals }) => principals?.['AWS'] !== undefined);

/** Whether people may act as a role. */
export const isForPeople = (role: Resource, world: World) => ofPeople(role, world).length > 0;

/**
 * The regions in which a rule for events goes off when a role is assumed: CloudTrail writes it down, and EventBridge hears of it,
 * only in the region whose STS was asked (IAM user guide, "Logging IAM and AWS STS API calls").
 */
function heardIn(role: Resource, world: World): readonly string[] {
  const { path = '/', name } = role.config as { path?: string; name: string };
  const arn = `arn:aws:iam::${world.environment.account.id}:role${path}${name}`;
  return world
    .resources('aws_cloudwatch_event_rule')
    .filter((rule) => {
      const pattern = JSON.parse(String(rule.config['event_pattern'] ?? '{}')) as {
        source?: string[];
        detail?: { eventName?: string[]; requestParameters?: { roleArn?: string[] } };
      };
      const { eventName, requestParameters } = pattern.detail ?? {};
      return (
        pattern.source?.includes('aws.sts') &&
        eventName?.includes('AssumeRole') &&
        requestParameters?.roleArn?.includes(arn)
      );
    })
    .map(({ region }) => region);
}

/** Whether who comes in has proved who he is a second time: to us, or to IAM Identity Center when he signed in there. */
function hasSecondFactor(statement: Statement, account: string): boolean {
  if (statement.conditions['Bool']?.['aws:MultiFactorAuthPresent']?.join() === 'true') return true;
  const names = demanded(statement, 'aws:PrincipalArn') ?? [];
  return (
    names.length > 0 &&
    names.every((name) => name.startsWith(`arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/`))
  );
}

/** Roles that people assume: there should be few, and it should be noticed. */
export const peopleRules: readonly Rule[] = [
  {
    id: 'MAL_IAM_19',
    title: 'Somebody hears when a role for people is assumed, wherever that is done',
    severity: 'high',
    why: 'It is for emergencies: whoever uses it quietly is no administrator of ours',
    fix: 'A CloudwatchEventRule on AssumeRole of its ARN in each region that its trust policy allows (aws:RequestedRegion)',
    types,
    about: isForPeople,
    check: (role, world) => {
      const heard = heardIn(role, world);
      for (const statement of ofPeople(role, world)) {
        const regions = demanded(statement, 'aws:RequestedRegion');
        if (!regions) return `${inWords(statement)} lets it be assumed in regions where nobody hears of it`;
        const silent = regions.filter((region) => !heard.includes(region));
        if (silent.length > 0) return `no rule for events in ${silent.join(', ')} is on its being assumed`;
      }
      return undefined;
    },
  },
  {
    id: 'MAL_IAM_20',
    title: 'A role for people is for the administrators of the account, who have proved who they are twice',
    severity: 'critical',
    why: 'A lost key of one role would open the account',
    fix: 'ArnLike on aws:PrincipalArn with the roles of IAM Identity Center, or Bool on aws:MultiFactorAuthPresent',
    types,
    about: isForPeople,
    check: (role, world) => {
      const { id, administrators } = world.environment.account;
      const known = administrators.map((end) => `arn:aws:iam::${id}:${end}`);
      for (const statement of ofPeople(role, world)) {
        const stranger = (demanded(statement, 'aws:PrincipalArn') ?? ['whoever']).find((name) => !known.includes(name));
        if (stranger !== undefined) return `${stranger} is no administrator (environments/src/accounts.ts)`;
        if (!hasSecondFactor(statement, id)) return `${inWords(statement)} asks for no second factor`;
      }
      return undefined;
    },
  },
];
