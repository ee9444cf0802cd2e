import { chmod, lstat, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { giveAllToHooks } from '../fence/hook-user';
import { folderInside } from '../inside';
import { removeTree } from './remove-tree';
import { putStandIns } from './stand-ins';
import { writeFilesOf } from './write-files';

const folders = [
  ...['cron.d', 'cron.daily', 'default', 'logrotate.d', 'sudoers.d', 'sysctl.d', 'systemd/system'].map(
    (name) => `etc/${name}`,
  ),
  ...['home/ubuntu', 'mnt', 'opt/codedeploy-agent', 'root', 'run', 'srv', 'tmp', 'usr/local/bin', 'usr/local/lib'],
  ...['usr/local/sbin', 'usr/local/share', 'var/cache', 'var/lib', 'var/log', 'var/spool', 'var/tmp'],
];

/** The users of Ubuntu 24.04 that a release can name, with their homes and shells (base-passwd 3.6, passwd.master). */
const users = {
  root: ['/root', '/bin/bash'],
  daemon: ['/usr/sbin', '/usr/sbin/nologin'],
  bin: ['/bin', '/usr/sbin/nologin'],
  sys: ['/dev', '/usr/sbin/nologin'],
  games: ['/usr/games', '/usr/sbin/nologin'],
  man: ['/var/cache/man', '/usr/sbin/nologin'],
  mail: ['/var/mail', '/usr/sbin/nologin'],
  'www-data': ['/var/www', '/usr/sbin/nologin'],
  backup: ['/var/backups', '/usr/sbin/nologin'],
  nobody: ['/nonexistent', '/usr/sbin/nologin'],
  syslog: ['/nonexistent', '/usr/sbin/nologin'],
  ubuntu: ['/home/ubuntu', '/bin/bash'],
};
const groups = [...Object.keys(users), 'adm', 'sudo', 'users', 'nogroup'];

/** The content of `/etc/environment` and `/etc/default/locale` on a new Ubuntu 24.04, for pam_env. */
export const pamEnvironment = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/games:/usr/local/games:/snap/bin',
  LANG: 'C.UTF-8',
};

/**
 * All names are one user, the one that hooks run as (within the fence it has the number 0): `chown www-data` succeeds
 * and changes nothing, as on a machine where the owner is correct already.
 */
const etc = {
  passwd: Object.entries(users)
    .map(([name, [home, shell]]) => `${name}:x:0:0:${name}:${home}:${shell}\n`)
    .join(''),
  group: groups.map((name) => `${name}:x:0:\n`).join(''),
  'nsswitch.conf': 'passwd: files\ngroup: files\nhosts: files\n',
  hosts: '127.0.0.1 localhost\n::1 localhost\n',
  environment: `PATH="${pamEnvironment.PATH}"\n`,
  // cloud-init's own choice for Ubuntu (cloud-init 24, cc_locale).
  'default/locale': `LANG=${pamEnvironment.LANG}\n`,
  timezone: 'Etc/UTC\n',
  'os-release':
    'PRETTY_NAME="Ubuntu 24.04 LTS"\nNAME="Ubuntu"\nVERSION_ID="24.04"\nVERSION="24.04 LTS (Noble Numbat)"\nVERSION_CODENAME=noble\n' +
    'ID=ubuntu\nID_LIKE=debian\nUBUNTU_CODENAME=noble\n',
  'lsb-release':
    'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=24.04\nDISTRIB_CODENAME=noble\nDISTRIB_DESCRIPTION="Ubuntu 24.04 LTS"\n',
};

/** Makes the instance's root in `<folder>/root`, with the files of its user data, unless it exists already. */
export async function firstBoot(
  folder: string,
  userData: Buffer | undefined,
  say: (line: string) => void,
): Promise<void> {
  const root = join(folder, 'root');
  if (await lstat(root).catch(() => undefined)) return;
  await mkdir(folder, { recursive: true });
  // The user of the hooks has to traverse this folder; no other user has to read what is beside the root.
  await chmod(folder, 0o711);
  // All or nothing: a root that a killed process left half made is built again.
  const draft = join(folder, 'root.draft');
  await removeTree(draft);
  for (const name of folders) await mkdir(join(draft, name), { recursive: true });
  await symlink('/run', join(draft, 'var/run'));
  for (const [name, content] of Object.entries(etc)) await writeFile(join(draft, 'etc', name), content);
  await writeFile(join(draft, 'etc/hostname'), `${basename(folder)}\n`);
  await putStandIns(draft, userData);
  await writeUserData(draft, userData, say);
  await giveAllToHooks(draft);
  await rename(draft, root);
}

async function writeUserData(draft: string, userData: Buffer | undefined, say: (line: string) => void): Promise<void> {
  for (const { path, content, mode } of userData ? writeFilesOf(userData, say) : []) {
    try {
      const here = join(await folderInside(draft, dirname(path)), basename(path));
      await writeFile(here, content);
      await chmod(here, mode);
    } catch (error) {
      say(`${path} of its user data is left out: ${(error as Error).message}`);
    }
  }
}
