import type { Environment } from '@malinshopper/environments';
import { orderOf } from '../environment-run/app-graph';
import { changedSince } from '../record/changed-since';
import { Records } from '../record/records';
import type { Synthesized } from '../synth';
import type { Session } from '../aws-target/session';

interface Of {
  readonly session: Session;
  /** All apps of the environment. */
  readonly synthesized: ReadonlyMap<string, Synthesized>;
  readonly root: string;
  readonly environment: Environment;
}

/** Returns the apps that are not deployed as the folder has them, with the reason. */
export async function undeployed(
  apps: Iterable<string>,
  { session, synthesized, root }: Of,
): Promise<ReadonlyMap<string, string>> {
  const records = new Records(session.s3);
  const asked = [...apps].map(async (app): Promise<[string, string | undefined]> => {
    const decision = await changedSince(session, synthesized.get(app)!, root, records);
    return [app, decision.state === 'unchanged' ? undefined : decision.because];
  });
  return new Map((await Promise.all(asked)).flatMap(([app, why]) => (why === undefined ? [] : [[app, why] as const])));
}

/**
 * Checks a deploy of single apps, by jobs with the permissions of one team each: every app that they read, directly or not, must be deployed at the
 * state of the same commit. The source is the deployment records, which the role of every team may read.
 * @throws with the apps that are not, and the reason
 */
export async function assertBeforeDeployed(apps: readonly string[], of: Of): Promise<void> {
  const nodes = orderOf(new Map([...of.synthesized].map(([name, one]) => [name, { root: name, ...one }])));
  const before = new Set<string>();
  const visit = (name: string): void => {
    for (const upstream of nodes.find((node) => node.name === name)?.dependsOn ?? []) {
      if (!apps.includes(upstream)) before.add(upstream);
      visit(upstream);
    }
  };
  apps.forEach(visit);
  const missing = await undeployed(before, of);
  if (missing.size === 0) return;
  const list = [...missing].map(([app, why]) => `${app} (${why})`).join(', ');
  throw new Error(
    `${apps.join(', ')} of ${of.environment.name} reads apps that are not deployed at this commit: ${list}. Nothing was touched. ` +
      'Those apps come first, with the roles of their teams.',
  );
}
