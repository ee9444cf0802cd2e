import type { Environment } from '@malinshopper/environments';
import { stateOwner, type StateLocation } from '../configuration';
import type { Commit } from '../record/commit';
import { sourcesOf } from '../record/sources';
import type { Synthesized } from '../synth';
import type { Provenance } from '@malinshopper/review';
import { versionOf, type Versions } from './versions';

export interface Origin {
  readonly environment: Pick<Environment, 'name' | 'account'>;
  /** The repository. */
  readonly root: string;
  /** @default - there is no git */
  readonly commit: Commit | undefined;
  /** The versions of the app's own state, and of the states that it reads. */
  readonly versions: Versions;
  /** True if a state changes in the same run. @default - none does */
  readonly isChanging?: (key: string) => boolean;
}

/** The sources of an app's plan, except the versions of the programs. */
export function provenanceOf(
  { json, configuration }: Pick<Synthesized, 'json' | 'configuration'>,
  { environment, root, commit, versions, isChanging = () => false }: Origin,
): Provenance {
  const own = versions.get(configuration.state.key);
  const upstream = Object.values(configuration.upstreams).map((place) => {
    const version = isChanging(place.key) ? undefined : versions.get(place.key);
    return [placeOf(place, environment), version ? versionOf(version) : 'planned'] as const;
  });
  const { json: hash, lockFile } = sourcesOf({ json }, root);
  return {
    ...{ commit: commit?.id ?? '', clean: commit?.clean ?? false, json: hash, lockFile, versions: {} },
    ...(own && { state: versionOf(own) }),
    upstream: Object.fromEntries(upstream),
  };
}

/** The name of a state within an environment: the account's app counts as one of its own. */
function placeOf({ key }: Pick<StateLocation, 'key'>, { name, account }: Origin['environment']): string {
  const { owner, app } = stateOwner(key);
  return `${owner === account.name ? name : owner}/${app}`;
}

/** `testing/network`. */
export const idOf = ({ key }: Pick<StateLocation, 'key'>): string => key.replace(/\.tfstate$/, '');
