import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { packRevision } from '@malinshopper/revision';
import type { AgentDeployment } from '../agent';

/** A revision of these files; those under `hooks/` are executable. */
export async function revisionOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'revision-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content, { mode: name.startsWith('hooks/') ? 0o755 : 0o644 });
    }
    return (await packRevision(folder)).bytes;
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A deployment of these files, to the group `group-1`. */
export async function deploymentOf(id: string, files: Readonly<Record<string, string>>): Promise<AgentDeployment> {
  const zip = await revisionOf(files);
  return {
    id,
    applicationName: 'testing-malinshopper',
    groupName: 'testing-web',
    groupId: 'group-1',
    bundle: { bucket: 'packages', key: 'releases/1.zip', eTag: '"0123"' },
    download: async () => zip,
  };
}

/** An appspec, from the lines after its head. */
export function appSpec(lines: string): string {
  return `version: 0.0\nos: linux\n${lines}`;
}
