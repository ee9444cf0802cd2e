/** A file that cloud-init writes (cloud-init documentation, "Write Files"). */
export interface InstanceFile {
  readonly path: string;
  readonly content: string;
  /** @default 0644 */
  readonly permissions?: string;
  /** Whether the content comes after what the file already holds. @default false */
  readonly append?: boolean;
  /** Whether the file is written after the packages, because it belongs into the folder of one. @default false */
  readonly defer?: boolean;
}

/** A part of what an instance does when it boots for the first time. */
export interface BootPart {
  /** @default [] */
  readonly packages?: readonly string[];
  /** @default [] */
  readonly files?: readonly InstanceFile[];
  /** Commands that run after packages and files, one after the other, by a shell. @default [] */
  readonly commands?: readonly string[];
}

/**
 * The user data of an instance from its parts, in their order: always the same text for the same parts. cloud-init reads
 * YAML, and JSON is YAML (YAML 1.2 specification, section 1.3).
 */
export function cloudConfig(...parts: readonly BootPart[]): string {
  const config = {
    package_update: true,
    packages: parts.flatMap(({ packages = [] }) => packages),
    write_files: parts.flatMap(({ files = [] }) => files).map((file) => ({ permissions: '0644', ...file })),
    runcmd: parts.flatMap(({ commands = [] }) => commands),
  };
  return `#cloud-config\n${JSON.stringify(config, null, 1)}\n`;
}

/** The text of a file from its lines. */
export const lines = (...text: readonly string[]) => `${text.join('\n')}\n`;
