import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import type { AgentDeployment } from './agent';
import { inside } from './inside';
import { removeTree } from './instance/remove-tree';

/** CodeDeploy user guide, "CodeDeploy agent configuration reference": `root_dir` and `max_revisions`, as they are by default. */
const DEPLOYMENT_ROOT = '/opt/codedeploy-agent/deployment-root';
const MAX_REVISIONS = 5;

type Named = Pick<AgentDeployment, 'id' | 'groupId'>;

/** The agent's record of a deployment group. */
export interface GroupMemory {
  /** The id of the last deployment that succeeded here. */
  lastSuccessful?: string;
  /** The paths that the last Install made, in its order: the next one removes them first. */
  installed?: readonly string[];
}

/** The folders of revisions on an instance, and the agent's records of its deployment groups. */
export class Deployments {
  readonly root: string;
  private readonly memory: string;

  /**
   * @param folder of the instance. The records are beside its root, so that a hook cannot make the agent remove other
   * files.
   */
  constructor(folder: string) {
    this.root = join(folder, 'root');
    this.memory = join(folder, 'agent.json');
  }

  /** The path as the instance sees it. */
  folderOf({ groupId, id }: Named): string {
    return posix.join(DEPLOYMENT_ROOT, groupId, id);
  }

  /** The folder in which the revision of a deployment is unpacked, as the instance sees it. */
  archiveOf(deployment: Named): string {
    return posix.join(this.folderOf(deployment), 'deployment-archive');
  }

  async remembered(groupId: string): Promise<GroupMemory> {
    return (await this.all())[groupId] ?? {};
  }

  async remember(groupId: string, news: GroupMemory): Promise<void> {
    const all = await this.all();
    const draft = `${this.memory}.draft`;
    await writeFile(draft, JSON.stringify({ ...all, [groupId]: { ...all[groupId], ...news } }));
    await rename(draft, this.memory);
  }

  /**
   * Removes the oldest revisions, as the agent does before each download: five stay, the new one included, and the last
   * successful one is kept.
   */
  async makeRoomFor(deployment: Named): Promise<void> {
    const groupFolder = await inside(this.root, posix.dirname(this.folderOf(deployment)));
    const names = await readdir(groupFolder).catch(() => []);
    const others = names.filter((name) => name !== deployment.id);
    const { lastSuccessful } = await this.remembered(deployment.groupId);
    const dated = await Promise.all(
      others
        .filter((name) => name !== lastSuccessful)
        .map(async (name) => ({ name, at: await this.changedAt(join(groupFolder, name)) })),
    );
    const extra = Math.max(0, others.length - MAX_REVISIONS + 1);
    for (const { name } of dated.sort((a, b) => a.at - b.at).slice(0, extra)) await removeTree(join(groupFolder, name));
    await removeTree(join(groupFolder, deployment.id));
  }

  private async changedAt(path: string): Promise<number> {
    return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
  }

  private async all(): Promise<Record<string, GroupMemory>> {
    const text = await readFile(this.memory, 'utf8').catch(() => '{}');
    return JSON.parse(text) as Record<string, GroupMemory>;
  }
}
