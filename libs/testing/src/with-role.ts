import {
  environment,
  variantOf,
  workerRoles,
  type Environment,
  type Roles,
  type Traits,
} from '@malinshopper/environments';

/** A second role with visitors, at paths of its own: a possible later row of the table of roles. */
export const feeds: Traits = {
  purpose: { kind: 'visitors', entry: { at: 'paths', paths: ['/feeds/*'] }, sessions: false },
  content: { access: 'read', byEvents: false },
  database: 'web',
  swap: true,
  release: { side: 'web', pace: 'HalfAtATime' },
};

/** A fourth worker. */
export const mailer: Traits = {
  purpose: { kind: 'job', runs: 'hourly', onCluster: true },
  content: { access: 'write' },
  database: 'worker',
  swap: false,
  release: { side: 'workers', pace: 'OneAtATime' },
};

/**
 * An environment with one more row in the table of roles, with the size of the first worker, or of web servers of types
 * that no other role has.
 * @throws with every fault, as for an environment in a file
 */
export function withRole(ref: string, name: string, traits: Traits): Environment {
  const of = environment(ref);
  const [worker] = workerRoles;
  const ofWeb = { instanceTypes: ['c6g.xlarge', 'm6g.xlarge'], min: 3, max: 4, spotPercent: 0, volumeGiB: 30 } as const;
  const size = traits.purpose.kind === 'visitors' ? ofWeb : of.sizes[worker!];
  return variantOf(of, { sizes: { ...of.sizes, [name]: size } }, { ...of.roles, [name]: traits } as Roles);
}
