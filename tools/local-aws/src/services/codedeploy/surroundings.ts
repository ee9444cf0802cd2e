import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { embeddedPort } from '../../address';
import { workFolder } from '../../folders';
import type { Surroundings } from './engine/surroundings';
import { sdkAws } from './engine/sdk-aws';

/** The folders of the instances of the gateway on this port. Each gateway has its own, so that several can run side by side. */
export const instancesFolder = () => join(workFolder, 'instances', String(embeddedPort()));

/** Deployments to instances that are folders, in the AWS of this process's gateway. */
export function embeddedSurroundings(log: (line: string) => void): Surroundings {
  const root = instancesFolder;
  return {
    log,
    aws: sdkAws,
    agent({ account }, instanceId, userData) {
      const { folderAgent } = loaded();
      return folderAgent({ folder: join(root(), account, instanceId), log, ...(userData && { userData }) });
    },
    async clear() {
      const accounts = await namesIn(root());
      if (accounts.length === 0) return;
      const { folderAgent } = loaded();
      for (const account of accounts) {
        for (const instance of await namesIn(join(root(), account))) {
          await folderAgent({ folder: join(root(), account, instance), log }).remove();
        }
      }
      await rm(root(), { recursive: true, force: true });
    },
  };
}

/**
 * The agent loads the readers of archives and appspecs, a quarter of a second and 14 MB: a daemon without deployments
 * does not load them. The daemon runs as CommonJS, where an `import()` of this project's sources finds nothing.
 */
// eslint-disable-next-line @typescript-eslint/no-require-imports
const loaded = () => require('../../agent/folder-agent') as typeof import('../../agent/folder-agent');

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
