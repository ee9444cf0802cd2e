import type { HookEvent } from './hook-events';

/** A script of a hook. */
export interface Script {
  /** Path inside the revision as it is written, perhaps with `/` or `./` in front: so the agent calls the script. */
  readonly location: string;
  /** @default 3600, as documented: the limit of the whole event */
  readonly timeoutSeconds: number;
  /** @default the user of the agent, root */
  readonly runAs?: string;
}

/** What is copied where in the event Install. */
export interface FileMapping {
  /** Path of a file or folder inside the revision, without `/` or `./` in front and `/` behind; `/` is the whole revision. */
  readonly source: string;
  /** Absolute path of a folder on the instance. */
  readonly destination: string;
}

/** What happens to a file that is there already, and that no earlier deployment has installed. */
export type FileExistsBehavior = 'DISALLOW' | 'OVERWRITE' | 'RETAIN';

/** What is changed about installed files, after they were copied. */
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
  /** Entries as setfacl takes them: `u:mary:rw`. */
  readonly acls?: readonly string[];
}

/**
 * What an AppSpec file for EC2 says (CodeDeploy user guide, "AppSpec file structure for EC2/On-Premises
 * deployments").
 */
export interface AppSpec {
  readonly files: readonly FileMapping[];
  /** @default what the deployment says, and DISALLOW if it says nothing */
  readonly fileExistsBehavior?: FileExistsBehavior;
  readonly permissions: readonly Permission[];
  /** Scripts by event, in the order in which they run. An event without scripts is not there. */
  readonly hooks: Readonly<Partial<Record<HookEvent, readonly Script[]>>>;
}
