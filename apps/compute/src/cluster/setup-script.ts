import { isStarted, type BootPart, type InstanceFile } from '../instance/boot-part';

/** What ends each file in the script. */
const end = 'END_OF_MALINSHOPPER_FILE';

const opening = `#!/bin/bash
# Sets the primary node of a Hadoop cluster up for our jobs. EMR runs it on every node, before Hadoop is there; it may be run
# again, as a step, to bring the node up to date.
set -euo pipefail
grep -q '"isMaster": *true' /mnt/var/lib/info/instance.json || exit 0
# EMR runs it as the user hadoop, who may become root.
[ "$(id -u)" -eq 0 ] || exec sudo bash "$0" "$@"

write() {
  install -D --mode="$2" --owner="$3" --group="$4" /dev/stdin "$1"
}
`;

/**
 * The same parts as a script for Amazon Linux 2023: always the same text for the same parts. Like on an instance of ours,
 * files come first, then packages, then part by part the commands and the start of the units.
 * @throws if a file holds the line that ends a file in the script
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

/** What several roles have in common comes once, where the first of them has it. */
const unique = (texts: readonly string[]) => [...new Set(texts)];

function written({ path, content, permissions = '0644', owner = 'root:root' }: InstanceFile): string {
  if (content.split('\n').includes(end)) {
    throw new Error(
      `The file ${path} holds the line ${end}, which ends a file in the setup script: name it otherwise.`,
    );
  }
  const [user, group] = owner.split(':');
  const text = content === '' || content.endsWith('\n') ? content : `${content}\n`;
  return `write ${path} ${permissions} ${user} ${group} <<'${end}'\n${text}${end}\n`;
}

/**
 * Restarted: the node may be running what the script brings up to date. One that does not start at once is no reason to have
 * no node, with which EMR would end the cluster: it is tried again, by its own timer or by the next run of a job.
 */
function started({ units = [] }: BootPart): string[] {
  return units
    .filter(isStarted)
    .flatMap(({ name }) => [
      `systemctl enable ${name}`,
      `systemctl restart ${name} || echo "${name} did not start" >&2`,
    ]);
}
