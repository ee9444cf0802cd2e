/** A file that is written before packages are installed. */
export interface InstanceFile {
  readonly path: string;
  readonly content: string;
  /** @default 0644 */
  readonly permissions?: string;
  /** `user:group`; both must exist before any package is installed. @default root:root */
  readonly owner?: string;
}

/** A systemd unit. If it has an [Install] section, it starts after the commands of its part, and at every boot. */
export interface Unit {
  /** The name with its type: `malinshopper-fetcher.service`. */
  readonly name: string;
  readonly content: string;
}

/**
 * A part of the configuration of an instance, as plain data for several renderers; `cloudConfig` is the renderer for
 * instances. A part can be applied twice to the same machine, because a golden image is a machine on which it ran once.
 * Therefore every command must be idempotent.
 */
export interface BootPart {
  /** Packages of the distribution (Ubuntu's names). @default [] */
  readonly packages?: readonly string[];
  /** @default [] */
  readonly files?: readonly InstanceFile[];
  /** @default [] */
  readonly units?: readonly Unit[];
  /**
   * Services that come with packages and that the commands of the part start, and units without an [Install] section.
   * @default []
   */
  readonly services?: readonly string[];
  /** Shell commands at every boot, before all other services start. @default [] */
  readonly bootCommands?: readonly string[];
  /** Shell commands, in order, after packages and files and before the part's units start. @default [] */
  readonly commands?: readonly string[];
  /** The log files that are sent to the role's log group. The keys are the names of the log streams. @default {} */
  readonly logs?: Readonly<Record<string, string>>;
}

/** True if the unit starts at every boot by itself. A unit without an [Install] section is started by another unit. */
export const isStarted = ({ content }: Unit) => content.includes('\n[Install]\n');

/** The text of a file from its lines. */
export const lines = (...text: readonly string[]) => `${text.join('\n')}\n`;
