import { type Environment, type Role } from '@malinshopper/environments';
import type { Resource, World } from '@malinshopper/synthesized';
import { remembered } from '../../remembered';
import { trustOf } from '../../trust';
import { ciRoleOf, isForReviews } from '../ci-roles';
import { isForReleases } from '../github';
import { reachOfCi, reachOfReview } from './ci';
import { Reaches, type Reach } from './reach';
import { reachOfReleases, reachOfWorkload } from './workloads';

/** The services that may assume a role. */
const servicesOf = (role: Resource, world: World) =>
  trustOf(role, world).flatMap(({ principals }) => principals?.['Service'] ?? []);

/**
 * The roles of the environment that an IAM role of instances is for: one, by the path of its construct
 * (`compute/web/identity/Resource`). The nodes of a cluster have all of them.
 */
function rolesBehind({ app, path }: Resource, environment: Environment): readonly Role[] {
  const all = Object.keys(environment.roles) as Role[];
  const own = all.filter((role) => app === 'compute' && path.startsWith(`compute/${role}/`));
  return own.length > 0 ? own : all;
}

/** The kind of an identity, as a key of its rows. */
function kindOf(identity: Resource, world: World): string {
  if (identity.type !== 'aws_iam_role' || isForReleases(identity, world)) return `${identity.app} releases`;
  const ofCi = ciRoleOf(identity, world);
  if (ofCi) return `ci ${ofCi.team} ${ofCi.purpose}`;
  return isForReviews(identity)
    ? 'ci review'
    : [identity.app, ...servicesOf(identity, world), ...rolesBehind(identity, world.environment)].join(' ');
}

function rowsOf(identity: Resource, world: World): readonly Reach[] {
  const { environment } = world;
  if (identity.type !== 'aws_iam_role' || isForReleases(identity, world)) {
    return identity.app === 'delivery' ? reachOfReleases(environment) : [];
  }
  const ofCi = ciRoleOf(identity, world);
  if (ofCi) return reachOfCi(ofCi);
  if (isForReviews(identity)) return reachOfReview(environment.account);
  return servicesOf(identity, world).flatMap(
    (service) => reachOfWorkload(identity.app, service, environment, rolesBehind(identity, environment)) ?? [],
  );
}

const known = new WeakMap<Environment, Map<string, Reaches>>();

/**
 * The upper limit of the permissions of an identity: of a role by its place in CI or by the service that assumes it, of
 * a group by its app.
 */
export const reachOf = remembered((identity, world) => {
  const here = known.get(world.environment) ?? new Map<string, Reaches>();
  known.set(world.environment, here);
  const kind = kindOf(identity, world);
  const reaches = here.get(kind) ?? new Reaches(rowsOf(identity, world));
  here.set(kind, reaches);
  return reaches;
});
