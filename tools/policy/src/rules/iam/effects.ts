import { Decisions, type Call } from '@malinshopper/aws-facts';
import {
  accounts,
  ciReviewRoleArn,
  ciRoleArn,
  stateBucket,
  type Account,
  type TeamName,
} from '@malinshopper/environments';
import { statementsWithArnsOf, writtenStatementsOf, type Resource, type World } from '@malinshopper/synthesized';
import {
  forbiddenCalls,
  forbiddenToWorkloads,
  guardedByAction,
  guardedCalls,
  refusedToReviews,
  stateBucketRows,
  widenedWorkloads,
} from '../../forbidden';
import { alsoBroken, custom } from '../ask';
import { inWords } from '../in-words';
import { remembered } from '../remembered';
import { allowing, inStatement } from '../statement-asks';
import { inPolicy } from '../../testing/mutation';
import { rulesOf } from '../table';
import { ciRoleOf, isForReviews } from './ci-roles';
import { holdersOf } from './holders';
import { reachOfCiBoundary, reachOfReviewBoundary } from './reach/boundaries';
import { Reaches } from './reach/reach';
import { reachOfWorkloadBoundary } from './reach/workload-boundaries';
import { missingDenial } from './workload-limits';
import { boundaryOf, isOnlyBoundary, permissionTypes } from './permissions';

/** A call that must not be let, and by which role or user it is made. */
interface Forbidden extends Call {
  readonly caller: string;
}

const decisionsOf = remembered((policy, world) => new Decisions(writtenStatementsOf(policy, world)));

/** Tables are the same for every world of an account. */
function once<T>(make: (account: Account, of: string) => readonly T[]) {
  const known = new Map<string, readonly T[]>();
  return (account: Account, of = ''): readonly T[] => {
    const key = `${account.id} ${account.regions.join()} ${of}`;
    const found = known.get(key) ?? make(account, of);
    known.set(key, found);
    return found;
  };
}

/** A call with what every request says: where it is made, and by whom. */
const asked = (account: Account, { caller, context, ...call }: Forbidden): Forbidden => ({
  ...call,
  caller,
  context: { 'aws:RequestedRegion': account.region, 'aws:PrincipalArn': caller, ...context },
});

const guarded = once((account, team) => {
  const caller = ciRoleArn(account, team as TeamName, 'deploy');
  const who = { account, team: team as TeamName, purpose: 'deploy' } as const;
  return [...guardedCalls(who), ...guardedByAction(who)].map((call) => asked(account, { ...call, caller }));
});
const secretsOfReviews = (account: Account) =>
  guardedByAction({ account, team: 'network', purpose: 'plan' }).filter(({ what }) => what.startsWith('read by '));
const ofReviews = once((account) =>
  [...refusedToReviews(account), ...secretsOfReviews(account)].map((call) =>
    asked(account, { ...call, caller: ciReviewRoleArn(account) }),
  ),
);
const ofWorkloads = once((account) =>
  [...forbiddenToWorkloads(account), ...widenedWorkloads(account)].map(({ identity, ...call }) =>
    asked(account, { ...call, caller: `arn:aws:iam::${account.id}:${identity}` }),
  ),
);

/** The roles within a boundary, by what they are for. */
function heldBy(boundary: Resource, world: World) {
  const held = world.resources('aws_iam_role').filter((role) => boundaryOf(role, world) === boundary);
  return {
    teams: [...new Set(held.flatMap((role) => ciRoleOf(role, world)?.team ?? []))],
    isForReviews: held.some(isForReviews),
    isForWorkloads: held.some((role) => !ciRoleOf(role, world) && !isForReviews(role)),
  };
}
type Held = ReturnType<typeof heldBy>;

/** What a boundary has to refuse, were the policies within it to allow everything. */
function refusedBy({ teams, ...held }: Held, account: Account): readonly Forbidden[] {
  return [
    ...teams.flatMap((team) => guarded(account, team)),
    ...(held.isForReviews ? ofReviews(account) : []),
    ...(held.isForWorkloads ? ofWorkloads(account) : []),
  ];
}

const rowsOf = once((account, of) => {
  const [kind, name = ''] = of.split(' ');
  if (kind === 'ci') return [new Reaches(reachOfCiBoundary(account, name as TeamName))];
  return [new Reaches(kind === 'workloads' ? reachOfWorkloadBoundary(account, name) : reachOfReviewBoundary(account))];
});

/** What a boundary lets its roles do beyond the rows of a table, or does not deny. */
function widened(boundary: Resource, { teams, ...held }: Held, world: World): string | undefined {
  const { account } = world.environment;
  const name = String(boundary.config['name']);
  const tables = [
    ...teams.map((team) => `ci ${team}`),
    ...(held.isForReviews ? ['reviews'] : []),
    ...(held.isForWorkloads ? [`workloads ${name}`] : []),
  ].flatMap((of) => rowsOf(account, of));
  const statements = statementsWithArnsOf(boundary, world);
  const denials = statements.filter(({ effect }) => effect === 'Deny');
  for (const statement of statements) {
    if (statement.unread.length > 0)
      return `${inWords(statement)} has ${statement.unread.join(', ')}, which no rule reads`;
    if (statement.effect === 'Deny') continue;
    for (const table of tables) {
      const beyond = table.beyond(statement);
      if (beyond)
        return `${inWords(statement)} allows ${beyond.action} on ${beyond.resource ?? 'anything'}, under these conditions`;
    }
  }
  return held.isForWorkloads ? missingDenial(denials, name, account) : undefined;
}

const { id } = accounts.production;
const inBoundary = (of: string) => ({ type: 'aws_iam_policy', path: `access/${of}` });
const without = (Sid: string) =>
  inPolicy((statements) =>
    statements.splice(
      statements.findIndex((each: { Sid: string }) => each.Sid === Sid),
      1,
    ),
  );

export const effectsOfBoundaries = rulesOf('aws_iam_policy', {
  MAL_IAM_33: {
    title: 'Boundaries refuse what roles within them must never do, whatever their own policies allow',
    severity: 'critical',
    covers: 'I1',
    about: isOnlyBoundary,
    why: 'A boundary is for the day on which a policy within it is wrong',
    fix: 'Put the statement back, or change the table (tools/policy/src/forbidden) with the reason',
    ask: custom(
      (boundary, world) => {
        const held = heldBy(boundary, world);
        const decisions = decisionsOf(boundary, world);
        // A role that lets any caller in needs no policy of the caller: only a denial keeps them out.
        const isLet = (each: Forbidden) =>
          each.action === 'sts:AssumeRole' && !held.isForWorkloads
            ? decisions.of(each) !== 'Deny'
            : decisions.of(each) === 'Allow';
        const call = refusedBy(held, world.environment.account).find(isLet);
        if (call) return `${call.caller} could ${call.what}: ${call.action} on ${call.resource}`;
        return widened(boundary, held, world);
      },
      {
        'no statement keeps the trail': { ...inBoundary('compute/boundary'), change: without('TrailStays') },
        "no statement keeps other teams' resources": {
          ...inBoundary('data/boundary'),
          change: without('NothingOfAnotherTeam'),
        },
        'the statement on secrets is for one of two actions': {
          ...inBoundary('review/boundary'),
          change: inStatement('NoSecrets', { Action: 'secretsmanager:BatchGetSecretValue' }),
        },
        'a statement holds under a condition only': {
          ...inBoundary('platform/boundary'),
          change: inStatement('NotItself', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }),
        },
        'workloads may do all of IAM to roles of CI': allowing({
          Action: 'iam:*',
          Resource: `arn:aws:iam::${id}:role/ci/*`,
        }),
      },
    ),
    tried: inBoundary('workload-boundary'),
  },
});

/** The bucket policy of the states, which has a say in calls about them. */
const statePolicyOf = (world: World): Resource | undefined => {
  const name = stateBucket(world.environment.account);
  return world
    .resources('aws_s3_bucket_policy')
    .find(({ config, stack }) =>
      world.targets(config['bucket'], stack).some((bucket) => bucket.config['bucket'] === name),
    );
};

const ofCi = once((account, of) => {
  const [team, purpose] = of.split(' ') as [TeamName, 'plan' | 'deploy'];
  const caller = ciRoleArn(account, team, purpose);
  return forbiddenCalls({ account, team, purpose }).map((call) => asked(account, { ...call, caller }));
});

/** The policies of a role: those in it, and those that are attached. */
const policiesOf = (role: Resource, world: World) =>
  world.resources(...permissionTypes).filter((policy) => holdersOf(policy, world).includes(role));

/** What a role of CI may do and must not: by its own policies, its boundary and the bucket of the states. */
function does(role: Resource, world: World): string | undefined {
  const { account, team, purpose } = ciRoleOf(role, world)!;
  const boundary = boundaryOf(role, world);
  const own = policiesOf(role, world).map((policy) => decisionsOf(policy, world));
  const [limit, states] = [boundary, statePolicyOf(world)].map((policy) => policy && decisionsOf(policy, world));
  const isLet = (call: Forbidden) => {
    // As if the trust of another role let it in: then its own policies need not.
    const decided = own.map((policy) => policy.of(call));
    const isMine = !decided.includes('Deny') && (call.action === 'sts:AssumeRole' || decided.includes('Allow'));
    const isOfStates = call.resource.includes(stateBucket(account));
    return isMine && (limit?.of(call) ?? 'Allow') === 'Allow' && !(isOfStates && states?.of(call) === 'Deny');
  };
  const call = ofCi(account, `${team} ${purpose}`).find(isLet);
  return call && `it can ${call.what}: ${call.action} on ${call.resource}`;
}

export const effectsOfRoles = rulesOf('aws_iam_role', {
  MAL_IAM_34: {
    title: 'Roles of workflows cannot do what their team must never do',
    severity: 'critical',
    covers: 'I1',
    about: (role, world) => ciRoleOf(role, world) !== undefined,
    why: 'Who can change a workflow has what its role may do',
    fix: 'Take it out of apps/account/src/access, or change the table (tools/policy/src/forbidden) with the reason',
    ask: custom(does, {
      'a plan may read the content': {
        type: 'aws_iam_role_policy',
        path: 'network/plan/states',
        change: allowing({ Action: 's3:GetObject' }),
      },
      'a deploy may take a path in another bucket for its own': {
        ...inBoundary('compute/named'),
        change: without('LookAlikes'),
      },
    }),
    tried: { type: 'aws_iam_role', path: 'network/plan/Resource' },
  },
});

const rows = once((account) =>
  stateBucketRows(account)
    .filter(({ may }) => !may)
    .map(({ who, action, key, compared }) => ({
      what: 'do it',
      caller: who,
      action,
      resource: `arn:aws:s3:::${stateBucket(account)}${key}`,
      context: { 'aws:PrincipalArn': who, 's3:TlsVersion': '1.3', 'aws:SecureTransport': 'true', ...compared },
    })),
);

export const effectsOfStateBucket = rulesOf('aws_s3_bucket_policy', {
  MAL_S3_10: {
    title:
      'The bucket of the states lets each app be written by its own deploys only, and read by those that build upon it',
    severity: 'critical',
    covers: 'I2',
    about: (policy, world) => statePolicyOf(world) === policy,
    why: 'Who writes a state decides what the next deploy of another team does; who reads it has all that stands in it',
    fix: 'Put the statement back (apps/account/src/access/state-bucket-policy.ts), or change the table (tools/policy/src/forbidden/state-bucket.ts)',
    ask: alsoBroken(
      custom(
        (policy, world) => {
          const decisions = decisionsOf(policy, world);
          const row = rows(world.environment.account).find((call) => decisions.of(call) !== 'Deny');
          return row && `nothing denies ${row.caller} ${row.action} on ${row.resource}`;
        },
        {
          'every role may write the state of the network': without('WriteNetwork'),
          'versions of states may be deleted': without('VersionsStay'),
        },
      ),
      {
        'a role of an app is an exception': inStatement('WriteData', ({ Condition }) =>
          Condition.ArnNotLike['aws:PrincipalArn'].push(`arn:aws:iam::${id}:role/compute/*`),
        ),
      },
    ),
    tried: { path: 'account/state/policy' },
  },
});
