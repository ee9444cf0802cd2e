import { existsSync } from 'node:fs';
import { chmod, lstat, mkdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { giveToHooks } from './hook-user';
import { standInMounts } from './stand-in-mounts';

/** The usual places of programs beside `/usr`; on most machines they are links into it, on some separate folders. */
const programFolders = ['bin', 'sbin', 'lib', 'lib32', 'lib64', 'libx32'];
const devices = ['null', 'zero', 'full', 'random', 'urandom'];
/** Within the instance's own `/etc`: the files that decide where this machine's programs and their libraries are. */
const etcOfTheMachine = ['alternatives', 'ld.so.cache'];

/**
 * Makes every mount point in `<folder>/root`, and `<folder>/fstab` with the mounts. Before each script, because the one
 * before it can have replaced any of them: a link at a mount point would mount its target into the fence.
 */
export async function prepareMounts(folder: string): Promise<void> {
  const root = join(folder, 'root');
  await chmod(root, 0o755);
  const lines = [
    ...(await usr(root)),
    ...(await standInMounts(folder)),
    ...(await machineEtc(root)),
    ...(await special(root)),
  ];
  await realFolder(root, 'opt/codedeploy-agent');
  const fstab = join(folder, 'fstab');
  await writeFile(fstab, lines.map((line) => `${line} 0 0\n`).join(''));
  await chmod(fstab, 0o644);
}

async function usr(root: string): Promise<string[]> {
  await realFolder(root, 'usr/local');
  const lines = ['. /tmp none bind', '/usr /tmp/usr none rbind,ro', 'usr/local /tmp/usr/local none bind'];
  for (const name of programFolders) {
    const ofMachine = await lstat(`/${name}`).catch(() => undefined);
    if (ofMachine?.isSymbolicLink()) await realLink(root, name, await readlink(`/${name}`));
    if (!ofMachine?.isDirectory()) continue;
    await realFolder(root, name);
    lines.push(`/${name} /tmp/${name} none rbind,ro`);
  }
  return lines;
}

async function machineEtc(root: string): Promise<string[]> {
  // A library named in it would be loaded into the programs that build the fence.
  await realFile(root, 'etc/ld.so.preload');
  const lines = ['/dev/null /tmp/etc/ld.so.preload none bind,ro'];
  for (const name of etcOfTheMachine) {
    const ofMachine = await lstat(`/etc/${name}`).catch(() => undefined);
    if (!ofMachine?.isDirectory() && !ofMachine?.isFile()) continue;
    await (ofMachine.isDirectory() ? realFolder : realFile)(root, `etc/${name}`);
    lines.push(`/etc/${name} /tmp/etc/${name} none bind,ro`);
  }
  return lines;
}

async function special(root: string): Promise<string[]> {
  await realFolder(root, 'proc');
  for (const name of devices) await realFile(root, `dev/${name}`);
  await realLink(root, 'dev/fd', '/proc/self/fd');
  for (const [index, name] of ['stdin', 'stdout', 'stderr'].entries()) {
    await realLink(root, `dev/${name}`, `/proc/self/fd/${index}`);
  }
  return [
    ...devices.map((name) => `/dev/${name} /tmp/dev/${name} none bind`),
    'proc /tmp/proc proc nosuid,nodev,noexec',
    // The descriptions of keys can reveal the purpose of the keys.
    ...['keys', 'key-users']
      .filter((name) => existsSync(`/proc/${name}`))
      .map((name) => `/dev/null /tmp/proc/${name} none bind,ro`),
  ];
}

/** Makes every part of the path a folder, and none a link. */
async function realFolder(root: string, path: string): Promise<void> {
  let here = root;
  for (const part of path.split('/')) {
    here = join(here, part);
    const found = await lstat(here).catch(() => undefined);
    if (found?.isDirectory()) {
      // A hook can have closed it, also for the user that mounts.
      if ((found.mode & 0o700) !== 0o700) await chmod(here, 0o755);
      continue;
    }
    await rm(here, { force: true });
    await mkdir(here, { mode: 0o755 });
    await giveToHooks(here);
  }
}

async function realFile(root: string, path: string): Promise<void> {
  await realFolder(root, path.slice(0, path.lastIndexOf('/')));
  const here = join(root, path);
  if ((await lstat(here).catch(() => undefined))?.isFile()) return;
  await rm(here, { force: true, recursive: true });
  await writeFile(here, '', { flag: 'wx' });
  await giveToHooks(here);
}

async function realLink(root: string, path: string, target: string): Promise<void> {
  const here = join(root, path);
  if ((await readlink(here).catch(() => undefined)) === target) return;
  await rm(here, { force: true, recursive: true });
  await symlink(target, here);
}
