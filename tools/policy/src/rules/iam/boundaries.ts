import { accounts } from '@malinshopper/environments';
import { type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';
import { custom } from '../ask';
import { rulesOf } from '../table';
import { actionsLike, policyPattern } from './actions';
import { allowed, boundaryOf, gives, isOnlyBoundary, permissionTypes, policyArn } from './permissions';
import { adding, inStatement, noStatement, roles } from '../statement-asks';
import { inPolicy } from '../../testing/mutation';
import { demanded } from '../trust';
import { coversAll } from './unbounded';

const known = new WeakMap<World, readonly string[]>();

/** The ARNs of the policies that are boundaries of a role. */
function boundaries(world: World): readonly string[] {
  const before = known.get(world);
  if (before) return before;
  const all = new Set(world.resources('aws_iam_role').flatMap((role) => boundaryOf(role, world) ?? []));
  const arns = [...all].map((policy) => policyArn(policy, world));
  known.set(world, arns);
  return arns;
}

const fits = (patterns: readonly string[], text: string) =>
  patterns.some((pattern) => policyPattern(pattern).test(text));
const names = ({ actions, notActions }: Statement, action: string) =>
  notActions.length > 0 ? !fits(notActions, action) : fits(actions, action);

/** True if statements allow an action on resources that pass a test, and none denies it unconditionally. */
function lets(statements: readonly Statement[], action: string, isMeant: (resource: string) => boolean): boolean {
  const about = statements.filter((statement) => names(statement, action));
  const refused = about.some(
    ({ effect, resources, conditions }) =>
      effect === 'Deny' && resources.includes('*') && Object.keys(conditions).length === 0,
  );
  return (
    !refused &&
    about.some(
      ({ effect, resources, notResources }) =>
        effect === 'Allow' && (notResources.length > 0 || resources.some(isMeant)),
    )
  );
}

/** Actions that remove a boundary, by the kind of identity. */
const takesOff = { 'iam:DeleteRolePermissionsBoundary': 'role', 'iam:DeleteUserPermissionsBoundary': 'user' } as const;
/** Actions that change a boundary. */
const moves = ['iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion'];
/** Actions that give the permissions of another identity, without the boundary. */
const leaves = [
  'iam:AttachRolePolicy',
  'iam:CreateAccessKey',
  'iam:CreateLoginProfile',
  'iam:CreateUser',
  'iam:PassRole',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
  'sts:AssumeRole',
];
/** True if a pattern of resources matches an identity of a kind. */
const canBe = (kind: string) => (pattern: string) => {
  const resource = pattern.split(':').slice(5).join(':');
  return pattern === '*' || resource.startsWith('*') || resource.startsWith(`${kind}/`);
};

/** Actions that give permissions to a role or a user. */
const makes = [
  'iam:AttachRolePolicy',
  'iam:AttachUserPolicy',
  'iam:CreateRole',
  'iam:CreateUser',
  'iam:PutRolePermissionsBoundary',
  'iam:PutRolePolicy',
  'iam:PutUserPermissionsBoundary',
  'iam:PutUserPolicy',
];

const { id } = accounts.production;
const policy = (path: string) => ({ type: 'aws_iam_policy', path });
const ofNetwork = policy('access/network/boundary');
const named = policy('access/delivery/named');
/** A break: it changes the condition of the statements on the creation of roles. */
const makingRoles = (change: (condition: Record<string, Record<string, string>>) => void) =>
  inStatement(
    ({ Action }) => [Action].flat().includes('iam:CreateRole'),
    ({ Condition }) => change(Condition),
  );

/** The fault of a boundary with permissions that can remove it, change it, or bypass it. */
function bypassOf(boundary: Resource, world: World): string | undefined {
  const statements = statementsOf(boundary, world);
  const off = Object.entries(takesOff).find(([action, kind]) => lets(statements, action, canBe(kind)));
  if (off) return `it allows ${off[0]}`;
  const isBoundary = (pattern: string) => boundaries(world).some((arn) => fits([pattern], arn));
  const moved = moves.find((action) => lets(statements, action, isBoundary));
  if (moved) return `it allows ${moved} of a boundary`;
  const isAll = (action: string) => (pattern: string) =>
    (actionsLike(action)[0]?.resources ?? []).some(({ arn }) => coversAll(pattern, arn));
  const left = leaves.find((action) => lets(statements, action, isAll(action)));
  return left && `it allows ${left} on every resource`;
}

export const boundaryPolicies = rulesOf('aws_iam_policy', {
  MAL_IAM_21: {
    title: 'Identities with a boundary cannot remove it, change it, or use an identity without one',
    severity: 'critical',
    about: isOnlyBoundary,
    why: 'A boundary that its identities can change limits nothing',
    fix: 'Allow iam actions by the paths of roles, and deny iam:DeleteRolePermissionsBoundary (apps/account/src/access)',
    ask: custom(bypassOf, {
      ...adding('*', 'iam:PassRole', {
        Action: 'iam:CreatePolicyVersion',
        Resource: `arn:aws:iam::${id}:policy/account/*`,
      }),
      'CI may assume any role': {
        ...ofNetwork,
        change: inPolicy((statements) => {
          statements.splice(
            0,
            statements.length,
            ...statements.filter(({ Sid }: { Sid: string }) => Sid !== 'ActsAsItself'),
          );
          statements.push({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${id}:role/*` });
        }),
      },
      'CI may remove boundaries': { ...ofNetwork, change: inStatement('BoundaryStays', { Effect: 'Allow' }) },
      'CI may remove boundaries in another region': {
        ...ofNetwork,
        change: inStatement('BoundaryStays', { Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } } }),
      },
    }),
    tried: { path: 'access/workload-boundary' },
  },
});

export const makersOfIdentities = rulesOf(permissionTypes, {
  MAL_IAM_22: {
    title: 'Roles and users are created within a boundary of the account app',
    severity: 'critical',
    about: gives,
    why: 'A role without a boundary can get every permission',
    fix: 'Set StringEquals on iam:PermissionsBoundary (changingRoles, apps/account/src/access)',
    ask: noStatement(
      allowed,
      (statement, world) => {
        const making = makes.filter((action) => names(statement, action));
        // Attaching only named policies is harmless on every kind of role.
        const attachesNamed = making.join() === 'iam:AttachRolePolicy' && demanded(statement, 'iam:PolicyARN');
        if (making.length === 0 || attachesNamed) return undefined;
        const within = demanded(statement, 'iam:PermissionsBoundary');
        if (!within) return `allows ${making.join(', ')} without a boundary`;
        const other = within.find((arn) => !boundaries(world).includes(arn));
        return other && `demands ${other}, the boundary of no role`;
      },
      {
        'a deploy may create roles without a boundary': makingRoles((condition) => delete condition['StringEquals']),
        'a deploy may create roles within a boundary of its own': makingRoles((condition) => {
          condition['StringEquals']!['iam:PermissionsBoundary'] = `arn:aws:iam::${id}:policy/mine`;
        }),
        'the team delivery creates users without a boundary': inStatement('UsersWithinTheBoundary', {
          Condition: undefined,
        }),
      },
    ),
    tried: named,
  },
});

const isOfCi = ({ config }: Resource) => /^\/ci\b/.test(String(config['path']));

export const boundedRoles = rulesOf('aws_iam_role', {
  MAL_IAM_23: {
    title: 'Roles of workflows have the boundary of their team, roles of apps that of all workloads',
    severity: 'critical',
    about: (role, world) => boundaryOf(role, world) !== undefined,
    why: 'The boundary of another team gives the permissions of that team',
    fix: 'Set permissionsBoundary to ciBoundaryArn(account, team), or workloadBoundaryArn(account, app)',
    ask: custom(
      (role, world) => {
        const boundary = boundaryOf(role, world)!;
        if (isOfCi(role) !== isOfCi(boundary)) return `its boundary is ${boundary.path}`;
        // .../<team>/deploy/Resource and .../<team>/boundary
        const [team, other] = [role.path.split('/').at(-3), boundary.path.split('/').at(-2)];
        return !isOfCi(role) || team === other ? undefined : `its boundary is that of ${other}`;
      },
      {
        'a deploy has the boundary of another team': {
          ...roles.ci,
          change: (config) => (config.permissions_boundary = `arn:aws:iam::${id}:policy/ci-boundary/compute`),
        },
        'a role of an app has the boundary of CI': {
          ...roles.app,
          change: (config) => (config.permissions_boundary = `arn:aws:iam::${id}:policy/ci-boundary/delivery`),
        },
      },
    ),
  },
});
