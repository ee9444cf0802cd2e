import { embeddedPort } from '../address';
import { nameOfPort } from './names';
import { restoreSnapshot, type Restored, type RestoreOptions } from './restore';
import { saveAs, type SaveOptions } from './save';
import { snapshots, type SnapshotInfo } from './shelf';

/** Keeps the embedded AWS on EMBEDDED_AWS_PORT for its next start: one snapshot for each port, which is replaced. */
export function keepState(options: SaveOptions = {}): Promise<SnapshotInfo> {
  return saveAs(nameOfPort(embeddedPort()), options);
}

/** The kept snapshot of the embedded AWS on EMBEDDED_AWS_PORT. @default - undefined: none */
export async function keptState(): Promise<SnapshotInfo | undefined> {
  return (await snapshots()).find(({ name }) => name === nameOfPort(embeddedPort()));
}

/** Starts the embedded AWS on EMBEDDED_AWS_PORT from its kept snapshot. */
export function restoreState(options: RestoreOptions = {}): Promise<Restored> {
  return restoreSnapshot(nameOfPort(embeddedPort()), options);
}
