import { constants } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, readlink, rm, rmdir, symlink, unlink, utimes } from 'node:fs/promises';
import type { AppSpec, FileExistsBehavior, Permission } from '@malinshopper/revision';
import { giveToHooks } from '../fence/hook-user';
import { inside } from '../inside';
import { nameIn } from '../instance/names';
import { planPermissions } from './permissions';
import { Plan } from './plan';
import { planFiles } from './plan-files';

export interface Install {
  readonly root: string;
  /** The folder of the revision, as the instance sees it. */
  readonly archive: string;
  readonly appSpec: AppSpec;
  readonly fileExists: FileExistsBehavior;
  /** The paths that the previous Install made. They are removed first, also if this Install fails later. */
  readonly installed: readonly string[];
  /**
   * Called with each path before the path is created, so that the next Install can also remove the files of an
   * interrupted Install.
   */
  readonly onMade: (path: string) => void;
  readonly say: (line: string) => void;
}

/**
 * Carries out an Install, as the agent does (aws-codedeploy-agent, installer.rb). Its errors are in the agent's words.
 */
export async function install(options: Install): Promise<void> {
  const { root, archive, appSpec, fileExists, installed, onMade } = options;
  for (const path of [...installed].reverse()) await removeInstalled(root, path);
  const plan = new Plan();
  await planFiles({ plan, files: appSpec.files, root, archive, fileExists });
  await planPermissions(plan, appSpec.permissions, root);
  for (const step of plan.steps) {
    if (step.kind === 'permit') {
      await permit(options, step.path, step.permission);
      continue;
    }
    onMade(step.path);
    if (step.kind === 'mkdir') await makeFolder(root, step.path);
    else await copy(root, step.from, step.path);
  }
}

/** A folder that contains files of another origin stays. */
async function removeInstalled(root: string, path: string): Promise<void> {
  // The agent reads its list line by line, and strips the spaces at a line's end: it does not find such a file again
  // (install_instruction.rb, `RemoveCommand.new(command.strip)`).
  const here = await inside(root, path.trimEnd(), 'keep');
  const stats = await lstat(here).catch(() => undefined);
  if (stats?.isDirectory()) await rmdir(here).catch(() => undefined);
  else if (stats) await unlink(here);
}

async function makeFolder(root: string, path: string): Promise<void> {
  const here = await inside(root, path, 'keep');
  if (await lstat(here).catch(() => undefined)) {
    throw new Error(`The deployment failed because a specified file already exists at this location: ${path}.`);
  }
  await mkdir(here, { mode: 0o755 });
  await giveToHooks(here);
}

async function copy(root: string, from: string, path: string): Promise<void> {
  const source = await inside(root, from, 'keep');
  const stats = await lstat(source).catch(() => undefined);
  if (!stats) throw new Error(`No such file or directory - ${from}`);
  const here = await inside(root, path);
  if ((await lstat(here).catch(() => undefined))?.isDirectory()) throw new Error(`Is a directory - ${path}`);
  // Not overwritten in place: it can be a hard link to another file.
  await rm(here, { force: true });
  if (stats.isSymbolicLink()) {
    await symlink(await readlink(source), here);
  } else if (stats.isFile()) {
    await copyFile(source, here, constants.COPYFILE_EXCL);
    await giveToHooks(here);
    await chmod(here, stats.mode & 0o777);
    await utimes(here, stats.atime, stats.mtime);
  } else {
    throw new Error(`${from} is neither a file nor a folder nor a link, and cannot be installed as ${path}.`);
  }
}

async function permit({ root, say }: Install, path: string, permission: Permission): Promise<void> {
  const { mode, owner, group, acls } = permission;
  if (mode !== undefined) await chmod(await inside(root, path), Number.parseInt(mode, 8) & 0o7777);
  if (owner !== undefined && !(await nameIn(root, 'passwd', owner))) throw new Error(`can't find user for ${owner}`);
  if (group !== undefined && !(await nameIn(root, 'group', group))) throw new Error(`can't find group for ${group}`);
  if (acls !== undefined) {
    say(`acls of ${path} are not set here. The agent runs setfacl, and fails where no package acl is installed`);
  }
}
