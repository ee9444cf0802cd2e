import { jobOf, type Role } from '@malinshopper/environments';
import { isToldOfContent, type Surroundings } from '../surroundings';
import { access } from './access';
import type { BootPart } from './boot-part';
import { cloudConfig } from './cloud-config';
import { contentMount } from './content-mount';
import { databaseCredentials } from './database-credentials';
import { onGoldenImage } from './golden-image';
import { observability } from './observability';
import { releaseAgent } from './release-agent';
import { settings } from './settings';
import { upkeep } from './upkeep';
import { webServer } from './web-server';
import { webServices } from './web-services';
import { worker } from './worker';

/** What an instance of a role is made of, in the order in which it comes to life. */
export function bootParts(role: Role, surroundings: Surroundings): readonly BootPart[] {
  const { environment } = surroundings;
  const job = jobOf(environment.roles[role]);
  const own = job ? worker(role, job, surroundings) : [webServer, ...webServices(role, surroundings)];
  // With events, web servers fetch what they are told about; workers publish to the bucket all the same.
  const mounted = !isToldOfContent(role, environment);
  const parts = [
    settings(role, surroundings),
    ...upkeep(role, environment),
    access,
    databaseCredentials,
    ...(mounted ? [contentMount(role, surroundings)] : []),
    ...own,
  ];
  const release = releaseAgent(surroundings);
  const logs = Object.assign({}, ...[...parts, release].map((part) => part.logs)) as Record<string, string>;
  return [...parts, observability(role, surroundings, logs), release];
}

/** What an instance of a role does when it boots for the first time. */
export function userData(role: Role, surroundings: Surroundings): string {
  const parts = bootParts(role, surroundings);
  const golden = surroundings.environment.sizes[role].image !== undefined;
  return cloudConfig(...(golden ? onGoldenImage(parts) : parts));
}
