import { lstat, readdir } from 'node:fs/promises';
import { posix } from 'node:path';
import type { FileExistsBehavior, FileMapping } from '@malinshopper/revision';
import { found, inside } from '../inside';
import type { Plan } from './plan';

/**
 * Plans the `files` of an appspec (CodeDeploy user guide, "AppSpec 'files' section"): a folder's content goes into the
 * destination, a file into the folder that the destination is.
 */
export async function planFiles(options: {
  readonly plan: Plan;
  readonly files: readonly FileMapping[];
  readonly root: string;
  /** As the instance calls it. */
  readonly archive: string;
  readonly fileExists: FileExistsBehavior;
}): Promise<void> {
  const { plan, root, fileExists } = options;

  async function folder(from: string, to: string): Promise<void> {
    if (!(await found(root, to))?.isDirectory()) plan.mkdir(to);
    for (const name of (await readdir(await inside(root, from, 'keep'))).sort()) {
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

  async function isFolder(path: string): Promise<boolean> {
    const stats = await lstat(await inside(root, path, 'keep')).catch(() => undefined);
    return stats?.isDirectory() ?? false;
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
