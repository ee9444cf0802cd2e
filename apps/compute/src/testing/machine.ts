import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { roles, type Role } from '@malinshopper/environments';
import { parse } from 'yaml';
import { kinds, synthesized, type Synthesized } from './synthesized';

export interface WrittenFile {
  readonly path: string;
  readonly content: string;
  readonly permissions: string;
}
interface CloudConfig {
  readonly packages?: readonly string[];
  readonly write_files: readonly WrittenFile[];
  readonly runcmd: readonly string[];
}

/** The replacement of a value that only Terraform knows: longer than any ARN or host name among them. */
const longValue = 'x'.repeat(200);

/** The text that Terraform renders from a template (Terraform language, "Strings and Templates"). */
export function rendered(template: string): string {
  return template
    .replace(/(?<!\$)\$\{data\.terraform_remote_state\.[^}]*\}/g, longValue)
    .replace(/([$%])\1\{/g, (escaped) => escaped.slice(1));
}

/** An instance of a role after its first boot: its user data, as cloud-init reads it. */
export class Machine {
  readonly text: string;
  readonly packages: readonly string[];
  readonly files: readonly WrittenFile[];
  readonly commands: readonly string[];

  constructor(stack: Synthesized, role: Role) {
    this.text = rendered(stack.userData(role));
    const config = parse(this.text) as CloudConfig;
    this.packages = config.packages ?? [];
    this.files = config.write_files;
    this.commands = config.runcmd;
  }

  /**
   * Returns the content of a file.
   * @throws if the machine does not have the file, with the names of its files
   */
  file(path: string): string {
    const found = this.files.find((file) => file.path === path);
    if (!found) throw new Error(`no file ${path}; there are ${this.files.map((file) => file.path).join(', ')}`);
    return found.content;
  }

  unit(name: string): string {
    return this.file(`/etc/systemd/system/${name}`);
  }

  program(name: string): string {
    return this.file(`/usr/local/lib/malinshopper/${name}`);
  }

  /** Writes all files below a folder, as they would be below `/`. */
  writeTo(root: string): void {
    for (const { path, content, permissions } of this.files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content, { mode: parseInt(permissions, 8) });
    }
  }
}

const known = new Map<string, Machine>();

/** The machine of a role in an environment, created once. */
export function machine(ref: (typeof kinds)[number], role: Role): Machine {
  const key = `${ref} ${role}`;
  const result = known.get(key) ?? new Machine(synthesized(ref), role);
  known.set(key, result);
  return result;
}

/**
 * Every role in every kind of environment, with one of each group of machines that are alike in the selected aspect.
 */
export function machinesDifferentBy(look: (one: Machine) => string): (readonly [name: string, machine: Machine])[] {
  const different = new Map<string, readonly [string, Machine]>();
  for (const kind of kinds) {
    for (const role of roles) {
      const one = machine(kind, role);
      const seen = look(one).replaceAll(synthesized(kind).environment.name, '');
      const [alike] = different.get(seen) ?? [];
      different.set(seen, [alike === undefined ? `${role} in ${kind}` : `${alike}, ${kind}`, one]);
    }
  }
  return [...different.values()];
}
