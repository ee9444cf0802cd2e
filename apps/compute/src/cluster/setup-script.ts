import { isStarted, type BootPart, type InstanceFile } from '../instance/boot-part';

/** The line that ends each file in the script. */
const end = 'END_OF_MALINSHOPPER_FILE';

const opening = `#!/bin/bash
# Sets up the primary node of a Hadoop cluster for the jobs. EMR runs it on every node, before Hadoop is installed. It can be run
# again, as a step, to update the node.
set -euo pipefail
grep -q '"isMaster": *true' /mnt/var/lib/info/instance.json || exit 0
# EMR runs it as the user hadoop, which can become root.
[ "$(id -u)" -eq 0 ] || exec sudo bash "$0" "$@"

write() {
  install -D --mode="$2" --owner="$3" --group="$4" /dev/stdin "$1"
}
`;

/**
 * The same parts as a script for Amazon Linux 2023: always the same text for the same parts. As on an instance, files
 * come first, then packages, then part by part the commands and the start of the units.
 * @throws if a file contains the line that ends a file in the script
 */
export function setupScript(...parts: readonly BootPart[]): string {
  const units = parts.flatMap(({ units = [] }) => units);
  const files = [
    ...parts.flatMap(({ files = [] }) => files),
    ...units.map(({ name, content }): InstanceFile => ({ path: `/etc/systemd/system/${name}`, content })),
  ];
  const packages = unique(parts.flatMap(({ packages = [] }) => packages));
  return [
    opening,
    ...unique(files.map(written)),
    packages.length > 0 ? `dnf install --assumeyes --quiet ${packages.join(' ')}\n` : '',
    'systemctl daemon-reload\n',
    ...unique(parts.flatMap((part) => [...(part.commands ?? []), ...started(part)])).map((command) => `${command}\n`),
  ].join('');
}

/** Elements that several roles share are included once, at the first role. */
const unique = (texts: readonly string[]) => [...new Set(texts)];

function written({ path, content, permissions = '0644', owner = 'root:root' }: InstanceFile): string {
  if (content.split('\n').includes(end)) {
    throw new Error(
      `The file ${path} contains the line ${end}, which is the heredoc delimiter of the setup script. Choose another delimiter.`,
    );
  }
  const [user, group] = owner.split(':');
  const text = content === '' || content.endsWith('\n') ? content : `${content}\n`;
  return `write ${path} ${permissions} ${user} ${group} <<'${end}'\n${text}${end}\n`;
}

/**
 * Restarted, because the node may already run what the script updates. A unit that does not start immediately must not
 * fail the script, because EMR would then terminate the cluster: its own timer or the next run of a job tries again.
 */
function started({ units = [] }: BootPart): string[] {
  return units
    .filter(isStarted)
    .flatMap(({ name }) => [
      `systemctl enable ${name}`,
      `systemctl restart ${name} || echo "${name} did not start" >&2`,
    ]);
}
