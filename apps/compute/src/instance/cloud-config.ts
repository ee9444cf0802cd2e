import { stringify } from 'yaml';
import { isStarted, type BootPart, type InstanceFile } from './boot-part';

/**
 * The folder in which systemd looks for the units of the local administrator (systemd.unit manual, "Unit file load
 * path").
 */
const unitFolder = '/etc/systemd/system';

/**
 * The user data of an instance from its parts, in order: always the same text for the same parts. Files are written
 * before the packages; then come, part by part, the commands and the start of the units, so that each part can rely on
 * those before it.
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
  // Plain text line by line, so that a reviewer of the synthesized JSON or of the snapshot reads files, not escapes.
  const yaml = stringify(config, { lineWidth: 0, blockQuote: 'literal', aliasDuplicateObjects: false });
  return `#cloud-config\n${yaml}`;
}

/**
 * Returns the commands that start units. A unit with an [Install] section starts now and at every boot; another unit
 * starts a unit without this section. The command is `restart`, because a golden image may have started an older
 * version. One command handles all units without systemd's automatic reloads, because each reload reads every unit of
 * the machine.
 */
function started({ units = [] }: BootPart): string[] {
  const names = units.filter(isStarted).map(({ name }) => name);
  const all = names.join(' ');
  return names.length > 0 ? [`systemctl enable --no-reload ${all} && systemctl restart ${all}`] : [];
}
