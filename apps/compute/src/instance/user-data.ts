import type { Role } from '@malinshopper/environments';
import type { Surroundings } from '../surroundings';
import { cloudConfig } from './cloud-config';
import { contentMount } from './content-mount';
import { releaseAgent } from './release-agent';
import { settings } from './settings';
import { webServer } from './web-server';
import { worker } from './worker';

/** What an instance of a role does when it boots for the first time. */
export function userData(role: Role, surroundings: Surroundings): string {
  return cloudConfig(
    settings(role, surroundings),
    contentMount(role, surroundings),
    role === 'web' ? webServer : worker(role),
    releaseAgent(surroundings),
  );
}
