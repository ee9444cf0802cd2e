import { join } from 'node:path';

export const REPOSITORY = join(__dirname, '..', '..', '..');

/** The folder in which the embedded AWS writes logs, instances and snapshots. */
export const workFolder = join(REPOSITORY, '.work', 'embedded-aws');
