import { jobOf, type Role } from '@malinshopper/environments';
import { isToldOfContent, type Surroundings } from '../surroundings';
import { sessionManager } from './session-manager';
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

/** The parts of an instance of a role, in the order of its boot. */
export function bootParts(role: Role, surroundings: Surroundings): readonly BootPart[] {
  const { environment } = surroundings;
  const job = jobOf(environment.roles[role]);
  const own = job ? worker(role, job, surroundings) : [webServer, ...webServices(role, surroundings)];
  // With events, web servers fetch the publications of which they are notified; workers publish to the bucket in both
  // cases.
  const mounted = !isToldOfContent(role, environment);
  const parts = [
    settings(role, surroundings),
    ...upkeep(role, environment),
    sessionManager,
    databaseCredentials,
    ...(mounted ? [contentMount(role, surroundings)] : []),
    ...own,
  ];
  const release = releaseAgent(surroundings);
  const logs = Object.assign({}, ...[...parts, release].map((part) => part.logs)) as Record<string, string>;
  return [...parts, observability(role, surroundings, logs), release];
}

/** The user data of a role's instances, for their first boot. */
export function userData(role: Role, surroundings: Surroundings): string {
  const parts = bootParts(role, surroundings);
  const golden = surroundings.environment.sizes[role].image !== undefined;
  return cloudConfig(...(golden ? onGoldenImage(parts) : parts));
}
