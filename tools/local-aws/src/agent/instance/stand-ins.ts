import { chmod, copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { packagesOf } from './write-files';

export const standInsFolder = join(__dirname, '..', 'stand-ins');

/** A program of Ubuntu that cannot do here what it does there: by which names it is called, and of which package it is. */
interface StandIn {
  readonly file: string;
  readonly names: readonly string[];
  /** Not there: on every Ubuntu 24.04. */
  readonly package?: string;
}

export const standIns: readonly StandIn[] = [
  { file: 'systemctl', names: ['systemctl'] },
  { file: 'service', names: ['service', 'invoke-rc.d'] },
  { file: 'su', names: ['su', 'runuser'] },
  { file: 'sudo', names: ['sudo'] },
  { file: 'crontab', names: ['crontab'] },
  { file: 'apt-get', names: ['apt-get', 'apt'] },
  { file: 'nginx', names: ['nginx'], package: 'nginx' },
  // Ubuntu 24.04's php-fpm is php8.3-fpm.
  { file: 'php-fpm', names: ['php-fpm8.3'], package: 'php-fpm' },
];

/** Puts them where an instance finds them before the computer's own programs. Those of packages only if its user data has them. */
export async function putStandIns(root: string, userData: Buffer | undefined): Promise<void> {
  const packages = userData ? packagesOf(userData) : [];
  for (const standIn of standIns) {
    if (standIn.package !== undefined && !packages.includes(standIn.package)) continue;
    for (const name of standIn.names) await put(standIn.file, join(root, 'usr/local/bin', name));
  }
  await mkdir(join(root, 'etc/init.d'));
  const services = [packages.includes('nginx') && 'nginx', packages.includes('php-fpm') && 'php8.3-fpm'];
  for (const name of services) if (name) await put('init-script', join(root, 'etc/init.d', name));
}

async function put(file: string, path: string): Promise<void> {
  await copyFile(join(standInsFolder, file), path);
  await chmod(path, 0o755);
}
