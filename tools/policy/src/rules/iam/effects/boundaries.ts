import { ciReviewRoleArn, ciRoleArn, type Account, type TeamName } from '@malinshopper/environments';
import { statementsWithArnsOf, type Resource, type World } from '@malinshopper/synthesized';
import {
  forbiddenToWorkloads,
  guardedByAction,
  guardedCalls,
  refusedToReviews,
  widenedWorkloads,
} from '../../../forbidden';
import { custom } from '../../ask';
import { inWords } from '../../in-words';
import { allowing, inStatement } from '../../statement-asks';
import { rulesOf } from '../../table';
import { ciRoleOf, isForReviews } from '../ci-roles';
import { boundaryOf, isOnlyBoundary } from '../permissions';
import { reachOfCiBoundary, reachOfReviewBoundary } from '../reach/boundaries';
import { Reaches } from '../reach/reach';
import { reachOfWorkloadBoundary } from '../reach/workload-boundaries';
import { asked, decisionsOf, once, type Forbidden } from './decided';
import { id, inBoundary, without } from './made-worse';
import { missingDenial } from './missing-denial';

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

/** The roles within a boundary, by their purpose. */
function heldBy(boundary: Resource, world: World) {
  const held = world.resources('aws_iam_role').filter((role) => boundaryOf(role, world) === boundary);
  return {
    teams: [...new Set(held.flatMap((role) => ciRoleOf(role, world)?.team ?? []))],
    isForReviews: held.some(isForReviews),
    isForWorkloads: held.some((role) => !ciRoleOf(role, world) && !isForReviews(role)),
  };
}
type Held = ReturnType<typeof heldBy>;

/** The calls that a boundary has to refuse, even if the policies within it allowed everything. */
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

/** The fault of a boundary that allows more than the rows of its table, or lacks a denial. */
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
      return `${inWords(statement)} has ${statement.unread.join(', ')}, which no rule can read`;
    if (statement.effect === 'Deny') continue;
    for (const table of tables) {
      const beyond = table.beyond(statement);
      if (beyond)
        return `${inWords(statement)} allows ${beyond.action} on ${beyond.resource ?? 'anything'}, under these conditions`;
    }
  }
  return held.isForWorkloads ? missingDenial(denials, name, account) : undefined;
}

export const effectsOfBoundaries = rulesOf('aws_iam_policy', {
  MAL_IAM_33: {
    title: 'Boundaries refuse every call that roles within them must never make, whatever their own policies allow',
    severity: 'critical',
    covers: 'I1',
    about: isOnlyBoundary,
    why: 'A boundary limits the damage of a wrong policy within it',
    fix: 'Restore the statement, or change the table (tools/policy/src/forbidden) with the reason',
    ask: custom(
      (boundary, world) => {
        const held = heldBy(boundary, world);
        const decisions = decisionsOf(boundary, world);
        // A role with a trust policy for any caller needs no policy of the caller: only a denial prevents the
        // assumption.
        const isLet = (each: Forbidden) =>
          each.action === 'sts:AssumeRole' && !held.isForWorkloads
            ? decisions.of(each) !== 'Deny'
            : decisions.of(each) === 'Allow';
        const call = refusedBy(held, world.environment.account).find(isLet);
        if (call) return `${call.caller} could ${call.what}: ${call.action} on ${call.resource}`;
        return widened(boundary, held, world);
      },
      {
        'no statement protects the trail': { ...inBoundary('compute/boundary'), change: without('TrailStays') },
        'no statement protects the resources of other teams': {
          ...inBoundary('data/boundary'),
          change: without('NothingOfAnotherTeam'),
        },
        'the statement on secrets covers only one of two actions': {
          ...inBoundary('review/boundary'),
          change: inStatement('NoSecrets', { Action: 'secretsmanager:BatchGetSecretValue' }),
        },
        'a statement applies under a condition only': {
          ...inBoundary('platform/boundary'),
          change: inStatement('NotItself', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }),
        },
        'workloads may use all of IAM on roles of CI': allowing({
          Action: 'iam:*',
          Resource: `arn:aws:iam::${id}:role/ci/*`,
        }),
      },
    ),
    tried: inBoundary('workload-boundary'),
  },
});
