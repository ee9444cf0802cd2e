import { type Resource, type Statement, statementsOf, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { actionsLike, policyPattern } from './actions';
import { coversAll } from './covers';
import { allowed, boundaryOf, gives, isOnlyBoundary, permissionTypes, policyArn } from './permissions';
import { demanded } from './trust';
import { inWords } from './in-words';

const known = new WeakMap<World, readonly string[]>();

/** The addresses of every policy that is the boundary of a role. */
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

/** Whether statements allow an action on what a test of their resources finds, and none refuses it to everybody always. */
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

/** What takes a boundary off, by the kind of identity that it is on. */
const takesOff = { 'iam:DeleteRolePermissionsBoundary': 'role', 'iam:DeleteUserPermissionsBoundary': 'user' } as const;
/** What makes another one of a boundary. */
const moves = ['iam:CreatePolicyVersion', 'iam:DeletePolicy', 'iam:DeletePolicyVersion', 'iam:SetDefaultPolicyVersion'];
/** What would let one be somebody else, on whom there is no boundary. */
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
/** Whether a pattern of resources can be an identity of a kind, whichever. */
const canBe = (kind: string) => (pattern: string) => {
  const resource = pattern.split(':').slice(5).join(':');
  return pattern === '*' || resource.startsWith('*') || resource.startsWith(`${kind}/`);
};

/** What says what a role or a user may do. */
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

export const boundaryRules: readonly Rule[] = [
  {
    id: 'MAL_IAM_21',
    title: 'Nobody within a boundary can take it off, change it, or become somebody without one',
    severity: 'critical',
    why: 'What the bounded can move is no boundary',
    fix: 'Allow iam actions by the paths of roles, and refuse iam:DeleteRolePermissionsBoundary (apps/account/src/access)',
    types: ['aws_iam_policy'],
    about: isOnlyBoundary,
    check: (boundary, world) => {
      const statements = statementsOf(boundary, world);
      const off = Object.entries(takesOff).find(([action, kind]) => lets(statements, action, canBe(kind)));
      if (off) return `it lets ${off[0]}`;
      const arns = boundaries(world);
      const moved = moves.find((action) =>
        lets(statements, action, (pattern) => arns.some((arn) => fits([pattern], arn))),
      );
      if (moved) return `it lets ${moved} of a boundary`;
      const all = (action: string) => (pattern: string) =>
        (actionsLike(action)[0]?.resources ?? []).some(({ arn }) => coversAll(pattern, arn));
      const left = leaves.find((action) => lets(statements, action, all(action)));
      return left && `it lets ${left} on whatever there is`;
    },
  },
  {
    id: 'MAL_IAM_22',
    title: 'Whoever makes roles or users, makes them within a boundary that the account app makes',
    severity: 'critical',
    why: 'Whoever makes roles without a boundary can make one that may do everything',
    fix: 'StringEquals on iam:PermissionsBoundary (changingRoles, apps/account/src/access)',
    types: permissionTypes,
    about: gives,
    check: (policy, world) => {
      const arns = boundaries(world);
      for (const statement of allowed(policy, world)) {
        const making = makes.filter((action) => names(statement, action));
        if (making.length === 0) continue;
        // To attach only policies that are named does not need to say to what kind of role.
        if (making.join() === 'iam:AttachRolePolicy' && demanded(statement, 'iam:PolicyARN')) continue;
        const within = demanded(statement, 'iam:PermissionsBoundary');
        if (!within) return `${inWords(statement)} allows ${making.join(', ')} without a boundary`;
        const other = within.find((arn) => !arns.includes(arn));
        if (other !== undefined) return `${other} is the boundary of no role of ours`;
      }
      return undefined;
    },
  },
  {
    id: 'MAL_IAM_23',
    title: "A workflow's identity is within the boundary of its own team, a role of an app in that of all workloads",
    severity: 'critical',
    why: "Within another team's boundary it would have that team's rights",
    fix: 'permissionsBoundary: ciBoundaryArn(account, team), or workloadBoundaryArn(account)',
    types: ['aws_iam_role'],
    about: (role, world) => boundaryOf(role, world) !== undefined,
    check: (role, world) => {
      const boundary = boundaryOf(role, world)!;
      const isOfCi = (resource: Resource) => /^\/ci\b/.test(String(resource.config['path']));
      if (isOfCi(role) !== isOfCi(boundary)) return `its boundary is ${boundary.path}`;
      // .../<team>/deploy/Resource and .../<team>/boundary
      const [team, other] = [role.path.split('/').at(-3), boundary.path.split('/').at(-2)];
      return !isOfCi(role) || team === other ? undefined : `its boundary is that of ${other}`;
    },
  },
];
