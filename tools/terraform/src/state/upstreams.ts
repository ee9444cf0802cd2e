import { longLivedEnvironments, type Environment } from '@malinshopper/environments';
import { deployCommand } from '../commands/printed-commands';
import { stateOwner, type Configuration } from '../configuration';
import type { Session } from '../aws-target/session';
import { readState } from './state';

/**
 * Checks that every state that an app reads exists, so that a missing one is reported before Terraform starts.
 * @throws with each app that must be deployed first, and the command for it
 */
export async function assertUpstreams(session: Session, configuration: Configuration, of: Environment): Promise<void> {
  const places = Object.values(configuration.upstreams);
  const states = await Promise.all(places.map((place) => readState(session.s3, place)));
  const missing = places.filter((_, index) => !states[index]?.outputs.length);
  if (missing.length === 0) return;
  const lines = missing.map(({ key }) => missingUpstream(key, of, session.target.kind));
  throw new Error(
    `${configuration.app} cannot be planned for ${of.name} yet; nothing was touched.\n${lines.join('\n')}`,
  );
}

/** One sentence: the app that is not deployed, and the command that deploys it. */
export function missingUpstream(key: string, of: Environment, target: 'embedded' | 'aws'): string {
  const { owner, app } = stateOwner(key);
  const host = longLivedEnvironments.find(({ name }) => name === owner);
  // The state of an account's app belongs to no environment: any environment of the account deploys it.
  const ref = owner !== of.name && host ? host.ref : of.ref;
  const place = owner === of.name || host ? owner : `account ${owner}`;
  return `${app} is not deployed in ${place} yet: run \`${deployCommand(app, ref, target)}\`.`;
}
