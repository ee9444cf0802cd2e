import { chmod, copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { packagesOf } from './write-files';

export const standInsFolder = join(__dirname, '..', 'stand-ins');

/** A program of Ubuntu that cannot work here as it does there: its names, and its package. */
interface StandIn {
  readonly file: string;
  readonly names: readonly string[];
  /**
   * The names that Ubuntu has in `/usr/sbin` (packages.ubuntu.com, "list of files"). @default - none: they are in
   * `/usr/bin`
   */
  readonly administrative?: readonly string[];
  /** The package that brings it. @default - it is on every Ubuntu 24.04 */
  readonly package?: string;
}

export const standIns: readonly StandIn[] = [
  { file: 'systemctl', names: ['systemctl'] },
  { file: 'service', names: ['service', 'invoke-rc.d'], administrative: ['service', 'invoke-rc.d'] },
  { file: 'su', names: ['su', 'runuser'], administrative: ['runuser'] },
  { file: 'sudo', names: ['sudo'] },
  { file: 'crontab', names: ['crontab'] },
  { file: 'lsb_release', names: ['lsb_release'] },
  {
    file: 'noted',
    names: [
      ...['hostnamectl', 'ldconfig', 'localectl', 'modprobe', 'setcap', 'swapoff', 'swapon', 'sysctl', 'systemd-run'],
      ...['systemd-sysusers', 'systemd-tmpfiles', 'timedatectl', 'ufw', 'update-rc.d'],
    ],
    administrative: ['ldconfig', 'modprobe', 'setcap', 'swapoff', 'swapon', 'sysctl', 'ufw', 'update-rc.d'],
  },
  { file: 'apt-get', names: ['apt-get', 'apt'] },
  { file: 'nginx', names: ['nginx'], administrative: ['nginx'], package: 'nginx' },
  // Ubuntu 24.04's php-fpm is php8.3-fpm.
  { file: 'php-fpm', names: ['php-fpm8.3'], administrative: ['php-fpm8.3'], package: 'php-fpm' },
];

/** The files of packages of Ubuntu 24.04 that hooks write into and call (packages.ubuntu.com, "list of files"). */
const filesOfPackages: Readonly<
  Record<string, { readonly services: readonly string[]; readonly folders: readonly string[] }>
> = {
  nginx: {
    services: ['nginx'],
    folders: [
      ...['conf.d', 'modules-enabled', 'sites-available', 'sites-enabled', 'snippets'].map(
        (name) => `etc/nginx/${name}`,
      ),
      ...['var/log/nginx', 'var/www/html'],
    ],
  },
  'php-fpm': {
    services: ['php8.3-fpm'],
    folders: [
      'etc/php/8.3/cli/conf.d',
      'etc/php/8.3/fpm/conf.d',
      'etc/php/8.3/fpm/pool.d',
      'etc/php/8.3/mods-available',
    ],
  },
};

/**
 * Puts the stand-ins where an instance finds them before the computer's own programs. Those of packages only if its
 * user data installs them.
 */
export async function putStandIns(root: string, userData: Buffer | undefined): Promise<void> {
  const packages = userData ? packagesOf(userData) : [];
  for (const standIn of standIns) {
    if (standIn.package !== undefined && !packages.includes(standIn.package)) continue;
    for (const name of standIn.names) await put(standIn.file, join(root, 'usr/local/bin', name));
  }
  await mkdir(join(root, 'etc/init.d'));
  const services = [
    ...['codedeploy-agent', 'cron', 'ssh'],
    ...packages.flatMap((name) => filesOfPackages[name]?.services ?? []),
  ];
  for (const name of services) await put('init-script', join(root, 'etc/init.d', name));
  const folders = packages.flatMap((name) => filesOfPackages[name]?.folders ?? []);
  for (const name of folders) await mkdir(join(root, name), { recursive: true });
}

async function put(file: string, path: string): Promise<void> {
  await copyFile(join(standInsFolder, file), path);
  await chmod(path, 0o755);
}
