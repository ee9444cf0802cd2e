/** A file that is written before packages are installed. */
export interface InstanceFile {
  readonly path: string;
  readonly content: string;
  /** @default 0644 */
  readonly permissions?: string;
  /** `user:group`; both have to be there before any package is installed. @default root:root */
  readonly owner?: string;
}

/** A unit of systemd. With an [Install] section it is started when its part is reached, and at every boot. */
export interface Unit {
  /** With its kind: `malinshopper-fetcher.service`. */
  readonly name: string;
  readonly content: string;
}

/**
 * A part of what an instance is made of. Plain data, so that it can be written by more than one renderer: `cloudConfig` for
 * an instance of ours. It may be written twice to the same machine (a golden image is a machine that ran it once), so every
 * command has to be one that may be repeated.
 */
export interface BootPart {
  /** Packages of the distribution (Ubuntu's names). @default [] */
  readonly packages?: readonly string[];
  /** @default [] */
  readonly files?: readonly InstanceFile[];
  /** @default [] */
  readonly units?: readonly Unit[];
  /** Services of packages that its commands start, or units that have no [Install] section. @default [] */
  readonly services?: readonly string[];
  /** Shell commands at every boot, before anything else of the machine starts. @default [] */
  readonly bootCommands?: readonly string[];
  /** Shell commands, one after the other, with packages and files in place, before the part's units start. @default [] */
  readonly commands?: readonly string[];
  /** Log files that are shipped to the role's log group, by the name of their stream. @default {} */
  readonly logs?: Readonly<Record<string, string>>;
}

/** Whether something wants the unit at every boot; others are started by the rest. */
export const isStarted = ({ content }: Unit) => content.includes('\n[Install]\n');

/** The text of a file from its lines. */
export const lines = (...text: readonly string[]) => `${text.join('\n')}\n`;
