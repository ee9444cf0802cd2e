import { lstat, readdir } from 'node:fs/promises';
import { posix } from 'node:path';
import type { FileExistsBehavior, FileMapping } from '@malinshopper/revision';
import { found, inside } from '../inside';
import type { Plan } from './plan';

/** A revision has no links. A hook can make some, also circular ones. */
const FOLLOWED_LINKS = 100;

/**
 * Plans the `files` of an appspec (CodeDeploy user guide, "AppSpec 'files' section"): a folder's content goes into the
 * destination, a file into the folder that the destination names.
 */
export async function planFiles(options: {
  readonly plan: Plan;
  readonly files: readonly FileMapping[];
  readonly root: string;
  /** The path as the instance sees it. */
  readonly archive: string;
  readonly fileExists: FileExistsBehavior;
}): Promise<void> {
  const { plan, root, fileExists } = options;
  let followed = 0;

  async function folder(from: string, to: string): Promise<void> {
    if (!(await found(root, to))?.isDirectory()) plan.mkdir(to);
    for (const name of (await readdir(await inside(root, from))).sort()) {
      const [source, destination] = [posix.join(from, name), posix.join(to, name)];
      await ((await isFolder(source)) ? folder(source, destination) : file(source, destination));
    }
  }

  async function file(from: string, to: string): Promise<void> {
    if (await found(root, to)) {
      if (fileExists === 'RETAIN') return;
      if (fileExists === 'DISALLOW') {
        throw new Error(`The deployment failed because a specified file already exists at this location: ${to}`);
      }
    }
    plan.copy(from, to);
  }

  /**
   * True also for a link to a folder, the content of which is copied (installer.rb, `File.directory?`); a link to a
   * file is copied as a link.
   */
  async function isFolder(path: string): Promise<boolean> {
    if (!(await found(root, path))?.isDirectory()) return false;
    if (!(await lstat(await inside(root, path, 'keep'))).isSymbolicLink()) return true;
    followed += 1;
    if (followed > FOLLOWED_LINKS)
      throw new Error(`More than ${FOLLOWED_LINKS} links to folders are to be installed: ${path}.`);
    return true;
  }

  async function missingFolders(path: string): Promise<void> {
    if (path === '/' || (await found(root, path))) return;
    await missingFolders(posix.dirname(path));
    plan.mkdir(path);
  }

  for (const { source, destination } of options.files) {
    const from = posix.join(options.archive, posix.resolve('/', source));
    const to = posix.resolve('/', destination);
    if (await isFolder(from)) {
      await missingFolders(posix.dirname(to));
      await folder(from, to);
    } else {
      await missingFolders(to);
      await file(from, posix.join(to, posix.basename(from)));
    }
  }
}
