import { bootingChecks } from './booting';
import type { BootCheck } from './check';
import { contentChecks } from './content';
import { databaseUserChecks } from './database-users';
import { endChecks } from './ends';
import { healthChecks, lostMountCheck } from './health';
import { jobChecks } from './jobs';
import { refusalCheck } from './refusal';
import { releaseChecks, webReleaseCheck } from './release';
import { secretChecks } from './secrets';
import { timeCheck } from './times';

/** In their order: each uses the machines as the previous one has left them. */
export const bootChecks: readonly BootCheck[] = [
  ...bootingChecks,
  timeCheck,
  ...contentChecks,
  ...secretChecks,
  ...databaseUserChecks,
  ...releaseChecks,
  ...jobChecks,
  ...healthChecks,
  webReleaseCheck,
  refusalCheck,
  lostMountCheck,
  ...endChecks,
];
