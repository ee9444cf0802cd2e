import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Script } from '@malinshopper/revision';
import type { EventResult } from '../agent';
import { giveAllToHooks } from '../fence/hook-user';
import { runScripts } from '../scripts/run-scripts';
import { appSpec, deploymentOf } from './deployment';
import { bootedInstance } from './instance';

export const deploymentFolder = '/opt/codedeploy-agent/deployment-root/group-1/d-1';
export const archive = `${deploymentFolder}/deployment-archive`;

/** Runs scripts of ApplicationStart on an instance that has booted. A text that begins with # is the whole script. */
export async function runHooks(
  files: Readonly<Record<string, string>>,
  scripts: readonly Partial<Script>[],
  { mode = 0o755, userData }: { readonly mode?: number; readonly userData?: Buffer } = {},
): Promise<EventResult & { root: string }> {
  const folder = await bootedInstance(userData);
  const root = join(folder, 'root');
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, archive, name)), { recursive: true });
    writeFileSync(join(root, archive, name), content.startsWith('#') ? content : `#!/bin/sh\n${content}\n`, { mode });
  }
  await giveAllToHooks(join(root, 'opt'));
  const result = await runScripts({
    folder,
    event: 'ApplicationStart',
    deployment: await deploymentOf('d-1', { 'appspec.yml': appSpec('') }),
    scripts: scripts.map((script) => ({ location: 'hooks/a', timeoutSeconds: 60, ...script })),
    archive,
    deploymentFolder,
    signal: new AbortController().signal,
    say: () => {},
  });
  return { ...result, root };
}
