import { ciRoleArn, stateBucket, type TeamName } from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';
import { forbiddenCalls } from '../../../forbidden';
import { custom } from '../../ask';
import { allowing } from '../../statement-asks';
import { rulesOf } from '../../table';
import { ciRoleOf } from '../ci-roles';
import { holdersOf } from '../holders';
import { boundaryOf, permissionTypes } from '../permissions';
import { asked, decisionsOf, once, statePolicyOf, type Forbidden } from './decided';
import { inBoundary, without } from './made-worse';

const ofCi = once((account, of) => {
  const [team, purpose] = of.split(' ') as [TeamName, 'plan' | 'deploy'];
  const caller = ciRoleArn(account, team, purpose);
  return forbiddenCalls({ account, team, purpose }).map((call) => asked(account, { ...call, caller }));
});

/** The policies of a role: inline policies and attached policies. */
const policiesOf = (role: Resource, world: World) =>
  world.resources(...permissionTypes).filter((policy) => holdersOf(policy, world).includes(role));

/**
 * The fault of a role of CI that can make a forbidden call, by its own policies, its boundary and the bucket policy of
 * the states.
 */
function does(role: Resource, world: World): string | undefined {
  const { account, team, purpose } = ciRoleOf(role, world)!;
  const boundary = boundaryOf(role, world);
  const own = policiesOf(role, world).map((policy) => decisionsOf(policy, world));
  const [limit, states] = [boundary, statePolicyOf(world)].map((policy) => policy && decisionsOf(policy, world));
  const isLet = (call: Forbidden) => {
    // The trust policy of another role may allow the caller by itself: its own policies then need no statement.
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
    title: 'Roles of workflows cannot make calls that their team must never make',
    severity: 'critical',
    covers: 'I1',
    about: (role, world) => ciRoleOf(role, world) !== undefined,
    why: 'An identity that can change a workflow has the permissions of its role',
    fix: 'Remove it from apps/account/src/access, or change the table (tools/policy/src/forbidden) with the reason',
    ask: custom(does, {
      'a plan may read the content': {
        type: 'aws_iam_role_policy',
        path: 'network/plan/states',
        change: allowing({ Action: 's3:GetObject' }),
      },
      'a deploy may use a path in another bucket that looks like its own': {
        ...inBoundary('compute/named'),
        change: without('LookAlikes'),
      },
    }),
    tried: { type: 'aws_iam_role', path: 'network/plan/Resource' },
  },
});
