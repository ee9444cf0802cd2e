import { join } from 'node:path';

export const REPOSITORY = join(__dirname, '..', '..', '..');

/** What the embedded AWS writes: logs, instances, snapshots. */
export const workFolder = join(REPOSITORY, '.work', 'embedded-aws');
