export { restoreSnapshot, type Restored, type RestoreOptions } from './restore';
export { saveSnapshot, type Beside, type SaveOptions } from './save';
export { keepState, keptState, restoreState } from './kept-state';
export { megabytes, removeSnapshot, snapshots, type SnapshotInfo } from './shelf';
export { UnusableSnapshot } from './unusable';
export type { Deployed, Manifest } from './manifest';
