import type { HookEvent } from './hook-events';

/** A script of a hook. */
export interface Script {
  /** Path inside the revision as it is written, perhaps with `/` or `./` in front: the agent's name for the script. */
  readonly location: string;
  /** @default 3600, as documented: the limit of the whole event */
  readonly timeoutSeconds: number;
  /** @default the user of the agent, root */
  readonly runAs?: string;
}

/** A copy from the revision to the instance, in the event Install. */
export interface FileMapping {
  /** Path of a file or folder inside the revision, without `/` or `./` in front and `/` behind; `/` is the whole revision. */
  readonly source: string;
  /** Absolute path of a folder on the instance. */
  readonly destination: string;
}

/** The handling of an existing file that no earlier deployment has installed. */
export type FileExistsBehavior = 'DISALLOW' | 'OVERWRITE' | 'RETAIN';

/** A change of installed files, after they were copied. */
export interface Permission {
  /** Absolute path of a file or folder on the instance. */
  readonly object: string;
  /** Names directly in `object`, with `*` for any letters; `**` is all of them. @default `**` */
  readonly pattern: string;
  /** Exceptions from the pattern. @default none */
  readonly except: readonly string[];
  /** @default both */
  readonly type: readonly ('file' | 'directory')[];
  readonly owner?: string;
  readonly group?: string;
  /** Three or four octal digits: `644`, `0755`. */
  readonly mode?: string;
  /** Entries in setfacl's format: `u:mary:rw`. */
  readonly acls?: readonly string[];
}

/**
 * The content of an AppSpec file for EC2 (CodeDeploy user guide, "AppSpec file structure for EC2/On-Premises
 * deployments").
 */
export interface AppSpec {
  readonly files: readonly FileMapping[];
  /** @default the setting of the deployment, and DISALLOW without one */
  readonly fileExistsBehavior?: FileExistsBehavior;
  readonly permissions: readonly Permission[];
  /** Scripts by event, in the order in which they run. An event without scripts is absent. */
  readonly hooks: Readonly<Partial<Record<HookEvent, readonly Script[]>>>;
}
