import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A requirement of the rehearsal on its machine, and the remedy. */
interface Need {
  readonly name: string;
  readonly isThere: (look: Look) => boolean;
  readonly remedy: string;
}

/** The functions that inspect the machine. A test replaces them. */
export interface Look {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  readonly hasProgram: (name: string) => boolean;
  readonly exists: (path: string) => boolean;
}

const program = (name: string, aptPackage: string): Need => ({
  name,
  isThere: ({ hasProgram }) => hasProgram(name),
  remedy: `apt-get install ${aptPackage}`,
});

const needs: readonly Need[] = [
  { name: 'Linux', isThere: ({ platform }) => platform === 'linux', remedy: 'run it on Linux, or in a Linux VM' },
  { name: 'root', isThere: ({ isRoot }) => isRoot, remedy: 'sudo npm run rehearse:boot' },
  program('debootstrap', 'debootstrap'),
  program('systemd-nspawn', 'systemd-container'),
  program('ip', 'iproute2'),
  program('unshare', 'util-linux'),
  program('nsenter', 'util-linux'),
  program('setpriv', 'util-linux'),
  program('openssl', 'openssl'),
  program('dpkg-deb', 'dpkg'),
  { name: '/dev/fuse', isThere: ({ exists }) => exists('/dev/fuse'), remedy: 'modprobe fuse' },
  {
    name: 'control groups',
    isThere: ({ exists }) => exists('/sys/fs/cgroup/cgroup.procs') || exists('/sys/fs/cgroup/memory/cgroup.procs'),
    remedy: 'mount /sys/fs/cgroup (a container has to be started with --privileged)',
  },
];

const thisMachine: Look = {
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  hasProgram: (name) => (process.env['PATH'] ?? '').split(delimiter).some((folder) => isExecutable(join(folder, name))),
  exists: existsSync,
};

/** The missing requirements of a boot rehearsal, as `name (remedy)`; empty if it can run. */
export function missing(look: Look = thisMachine): string[] {
  return needs.filter(({ isThere }) => !isThere(look)).map(({ name, remedy }) => `${name} (${remedy})`);
}

/** @throws Error with all missing requirements at once, and their remedies */
export function assertNothingMissing(look: Look = thisMachine): void {
  const lacks = missing(look);
  if (lacks.length === 0) return;
  throw new Error(
    `The boot rehearsal boots real systemd in containers, and this machine lacks the requirements:\n` +
      lacks.map((lack) => `  ${lack}`).join('\n'),
  );
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
