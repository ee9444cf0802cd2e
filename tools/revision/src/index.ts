export { parseAppSpec } from './parse-appspec';
export type { AppSpec, FileExistsBehavior, FileMapping, Permission, Script } from './appspec';
export { hookEvents, type HookEvent } from './hook-events';
export { RevisionError, type Problem } from './problem';
export { extractRevision, packRevision, readRevision, type Revision } from './revision';
