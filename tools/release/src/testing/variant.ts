import { variantOf, type Environment, type EnvironmentConfig } from '@malinshopper/environments';
import { namesOf } from '../environment/names';
import { openPlace } from '../environment/place';
import { deployTo } from '../commands/deploy';
import { findRevision } from '../revisions/find';

/**
 * Releases to the workers of an environment that is deployed with other values than those in its file: the command line
 * uses the file alone.
 * @param revision the beginning of its checksum
 */
export async function releaseToWorkers(
  environment: Environment,
  changes: Partial<EnvironmentConfig>,
  revision: string,
): Promise<void> {
  const place = {
    ...(await openPlace(environment)),
    environment: variantOf(environment, changes),
    names: await namesOf(variantOf(environment, changes), { changes }),
  };
  await deployTo(place, await findRevision(place, revision), 'workers');
}
