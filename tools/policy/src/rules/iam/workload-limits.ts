import { demandsItsKey, globalRegion, isWithin } from '@malinshopper/aws-facts';
import { appNames } from '@malinshopper/environments';
import type { Statement, World } from '@malinshopper/synthesized';
import { actionsLike } from './actions';

/** Calls that only carry what an agent and its service say to each other. */
const messages = ['ssmmessages:*', 'ec2messages:*'];

/** Changes of permissions that a workload makes for a service of AWS, and under which condition. */
const lent: Readonly<Record<string, readonly [operator: string, key: string] | undefined>> = {
  'kms:CreateGrant': ['Bool', 'kms:grantisforawsresource'],
  'iam:PassRole': ['StringEquals', 'iam:passedtoservice'],
  'iam:CreateServiceLinkedRole': undefined,
  's3:PutObjectAcl': undefined,
};

const values = ({ conditions }: Statement, key: string, operator?: string): readonly string[] | undefined => {
  const found = Object.entries(conditions)
    .filter(([written]) => (operator ? written === operator : demandsItsKey(written)))
    .flatMap(([, keys]) => Object.entries(keys).filter(([name]) => name.toLowerCase() === key))
    .map(([, each]) => each);
  return found.length > 0 ? found.flat() : undefined;
};

const isFor = (all: readonly string[], one: string) => all.length === 1 && all[0] === one;
const onlyCondition = ({ conditions }: Statement) =>
  Object.entries(conditions).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, found]) => ({ operator, key: key.toLowerCase(), found })),
  );

/** Whether a denial leaves nothing to identities that are in none of some folders. */
function confines(denial: Statement, folders: readonly string[]): boolean {
  const [condition, ...more] = onlyCondition(denial);
  return (
    isFor(denial.actions, '*') &&
    isFor(denial.resources, '*') &&
    more.length === 0 &&
    condition?.operator === 'ArnNotLike' &&
    condition.key === 'aws:principalarn' &&
    condition.found.every((caller) => folders.some((folder) => isWithin(caller, folder)))
  );
}

/** Whether a denial leaves nothing in regions that are not of the account, but IAM, which is in none. */
function keepsToRegions(denial: Statement, regions: readonly string[]): boolean {
  const [condition, ...more] = onlyCondition(denial);
  return (
    (isFor(denial.actions, '*') || isFor(denial.notActions, 'iam:*')) &&
    isFor(denial.resources, '*') &&
    more.length === 0 &&
    condition?.operator === 'StringNotEquals' &&
    condition.key === 'aws:requestedregion' &&
    condition.found.every((region) => regions.includes(region))
  );
}

/**
 * What is too wide in a statement of the boundary of workloads: for any identity, in any region, or of permissions.
 * @param denials what the same boundary denies
 */
export function tooWide(statement: Statement, world: World, denials: readonly Statement[]): string | undefined {
  const { actions, notActions, resources, notResources } = statement;
  const { account } = world.environment;
  if (notActions.length + notResources.length > 0) return 'allows by exclusion';
  const callers = values(statement, 'aws:principalarn');
  const folders = appNames.flatMap((app) =>
    ['role', 'user'].map((kind) => `arn:aws:iam::${account.id}:${kind}/${app}/*`),
  );
  const stranger = callers?.find((caller) => !folders.some((folder) => isWithin(caller, folder)));
  const isConfined = denials.some((denial) => confines(denial, folders));
  if (!isConfined && (!callers || stranger !== undefined))
    return `is for ${stranger ?? 'any role'}, and not for roles of apps by their paths`;
  const ownRegions: readonly string[] = [...account.regions, globalRegion];
  const regions = values(statement, 'aws:requestedregion');
  const away = regions?.find((region) => !ownRegions.includes(region));
  const isKept = denials.some((denial) => keepsToRegions(denial, ownRegions));
  if (away !== undefined) return `allows the region ${away}`;
  const isInRegion = (resource: string) => account.regions.includes(resource.split(':')[3] as typeof account.region);
  const isGlobal = actions.every((action) => action.startsWith('iam:'));
  if (!regions && !isKept && !isGlobal && !resources.every(isInRegion)) return 'allows every region';
  for (const action of actions) {
    if (messages.includes(action)) continue;
    const whole = /^(\*|[\w-]+:\*)$/.test(action);
    if (whole) return `allows ${action}`;
    const bad = actionsLike(action).find(
      ({ id, access }) => (access === 'Permissions management' || id in lent) && !isLent(id, statement),
    );
    if (bad) return `allows ${bad.id}`;
    if (/^(iam|sts):/i.test(action) && !(action in lent)) return `allows ${action}`;
  }
  const isIam = actions.some((action) => action.startsWith('iam:'));
  const roles = [...folders, `arn:aws:iam::${account.id}:role/aws-service-role/spot.amazonaws.com/*`];
  const folder = isIam && resources.find((resource) => !roles.some((each) => isWithin(resource, each)));
  return folder ? `is about ${folder}, which no app has` : undefined;
}

function isLent(id: string, statement: Statement): boolean {
  if (!Object.hasOwn(lent, id)) return false;
  const condition = lent[id];
  if (!condition) return true;
  const [operator, key] = condition;
  const found = values(statement, key, operator);
  return (
    found !== undefined &&
    found.every((value) => !/[*?]/.test(value) && /^(true|[a-z0-9.-]+\.amazonaws\.com)$/.test(value))
  );
}
