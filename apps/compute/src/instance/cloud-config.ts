import { stringify } from 'yaml';
import { isStarted, type BootPart, type InstanceFile } from './boot-part';

/** Where systemd looks for the units of whoever runs the machine (systemd.unit manual, "Unit file load path"). */
const unitFolder = '/etc/systemd/system';

/**
 * The user data of an instance from its parts, in their order: always the same text for the same parts. Files are there
 * before the packages; then come, part by part, the commands and the start of the units, so that each part finds ready what
 * those before it set up.
 */
export function cloudConfig(...parts: readonly BootPart[]): string {
  const packages = [...new Set(parts.flatMap(({ packages = [] }) => packages))];
  const units = parts.flatMap(({ units = [] }) => units);
  const bootcmd = parts.flatMap(({ bootCommands = [] }) => bootCommands);
  const files = [
    ...parts.flatMap(({ files = [] }) => files),
    ...units.map(({ name, content }): InstanceFile => ({ path: `${unitFolder}/${name}`, content })),
  ];
  const config = {
    ...(bootcmd.length > 0 && { bootcmd }),
    ...(packages.length > 0 && { package_update: true, packages }),
    write_files: files.map((file) => ({ permissions: '0644', ...file })),
    runcmd: ['systemctl daemon-reload', ...parts.flatMap((part) => [...(part.commands ?? []), ...started(part)])],
  };
  // Texts as they are, line by line: a reviewer of the synthesized JSON or of the snapshot reads files, not escapes.
  const yaml = stringify(config, { lineWidth: 0, blockQuote: 'literal', aliasDuplicateObjects: false });
  return `#cloud-config\n${yaml}`;
}

/**
 * A unit that says with an [Install] section what wants it runs now and from every boot on; others start the rest. Started
 * anew, because a golden image may have started an older one by itself. All at once and without a reload of systemd's own,
 * which reads every unit of the machine each time.
 */
function started({ units = [] }: BootPart): string[] {
  const names = units.filter(isStarted).map(({ name }) => name);
  const all = names.join(' ');
  return names.length > 0 ? [`systemctl enable --no-reload ${all} && systemctl restart ${all}`] : [];
}
