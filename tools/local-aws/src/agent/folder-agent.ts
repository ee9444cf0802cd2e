import { join, posix } from 'node:path';
import { extractRevision, parseAppSpec, type AppSpec } from '@malinshopper/revision';
import type { Agent, AgentDeployment, AgentEvent, EventResult } from './agent';
import { Deployments } from './deployments';
import { giveAllToHooks } from './fence/hook-user';
import { folderInside, found, inside, readPlain } from './inside';
import { install } from './install/install';
import { firstBoot } from './instance/first-boot';
import { removeTree } from './instance/remove-tree';
import { runScripts } from './scripts/run-scripts';

export interface FolderAgentOptions {
  /**
   * The instance: its root is `<folder>/root`. Created if it does not exist; the agent continues with an existing one.
   */
  readonly folder: string;
  /** The user data of the launch template, as EC2 gives it to the instance: cloud-config, perhaps compressed. */
  readonly userData?: Buffer;
  readonly log: (line: string) => void;
}

/**
 * The scripts of these events are those of the last deployment that succeeded (aws-codedeploy-agent, hook_executor.rb).
 */
const eventsOfTheLast: readonly AgentEvent[] = ['BeforeBlockTraffic', 'AfterBlockTraffic', 'ApplicationStop'];

/** CodeDeploy's agent for an instance that is a folder. It runs one event at a time; further events wait. */
export function folderAgent({ folder, userData, log }: FolderAgentOptions): Agent {
  const root = join(folder, 'root');
  const deployments = new Deployments(folder);
  const gone = new AbortController();
  const say = (line: string) => log(`${posix.basename(folder)}: ${line}`);
  let queue: Promise<unknown> = Promise.resolve();

  function next<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  }

  async function carryOut(event: AgentEvent, deployment: AgentDeployment, signal: AbortSignal): Promise<EventResult> {
    await firstBoot(folder, userData, say);
    if (event === 'DownloadBundle') return download(deployment, signal);
    if (event === 'Install') return installFiles(deployment);
    return scripts(event, deployment, signal);
  }

  async function download(deployment: AgentDeployment, signal: AbortSignal): Promise<EventResult> {
    await deployments.makeRoomFor(deployment);
    const zip = await untilAborted(deployment.download(), signal);
    const into = await folderInside(root, deployments.archiveOf(deployment));
    await extractRevision(zip, into);
    await giveAllToHooks(into);
    return succeededWith('');
  }

  async function installFiles(deployment: AgentDeployment): Promise<EventResult> {
    const archive = deployments.archiveOf(deployment);
    const appSpec = await appSpecIn(archive);
    const { installed = [] } = await deployments.remembered(deployment.groupId);
    const made: string[] = [];
    const said: string[] = [];
    try {
      await install({
        root,
        archive,
        appSpec,
        // The appspec takes precedence (installer.rb, generate_instructions).
        fileExists: appSpec.fileExistsBehavior ?? deployment.fileExistsBehavior ?? 'DISALLOW',
        installed,
        onMade: (path) => made.push(path),
        say: (line) => said.push(line),
      });
    } finally {
      await deployments.remember(deployment.groupId, { installed: made });
    }
    said.forEach(say);
    return succeededWith(said.map((line) => `${line}\n`).join(''));
  }

  async function scripts(event: AgentEvent, deployment: AgentDeployment, signal: AbortSignal): Promise<EventResult> {
    const archive = await archiveFor(event, deployment);
    const hooks: Partial<Record<AgentEvent, AppSpec['hooks'][keyof AppSpec['hooks']]>> = archive
      ? (await appSpecIn(archive)).hooks
      : {};
    const own = hooks[event] ?? [];
    if (!archive || own.length === 0) return succeededWith('');
    const deploymentFolder = deployments.folderOf(deployment);
    return runScripts({ folder, event, deployment, scripts: own, archive, deploymentFolder, signal, say });
  }

  /** Undefined if no deployment has succeeded yet: the first deployment has nothing to stop. */
  async function archiveFor(event: AgentEvent, deployment: AgentDeployment): Promise<string | undefined> {
    const own = deployments.archiveOf(deployment);
    if (!eventsOfTheLast.includes(event)) return own;
    const { lastSuccessful } = await deployments.remembered(deployment.groupId);
    if (lastSuccessful === undefined) return undefined;
    const last = deployments.archiveOf({ groupId: deployment.groupId, id: lastSuccessful });
    return (await found(root, last)) ? last : undefined;
  }

  async function appSpecIn(archive: string): Promise<AppSpec> {
    const path = posix.join(archive, 'appspec.yml');
    const text = await readPlain(await inside(root, path));
    if (text !== undefined) return parseAppSpec(text);
    throw new Error(
      `The CodeDeploy agent did not find an AppSpec file within the unpacked revision directory at revision-relative path ` +
        `"appspec.yml". The revision was unpacked to directory "${archive}", and the AppSpec file was expected but not found ` +
        `at path "${path}".`,
    );
  }

  return {
    run: (event, deployment, stop) =>
      next(async () => {
        const signal = AbortSignal.any([stop, gone.signal]);
        try {
          signal.throwIfAborted();
          return await carryOut(event, deployment, signal);
        } catch (error) {
          const message = signal.aborted
            ? `${event} was not carried out: the deployment was stopped`
            : messageOf(error);
          return { diagnostics: { errorCode: 'UnknownError', message, logTail: '' }, scriptMilliseconds: 0 };
        }
      }),
    succeeded: (deployment) => next(() => deployments.remember(deployment.groupId, { lastSuccessful: deployment.id })),
    remove: () => {
      gone.abort();
      return next(() => removeTree(folder));
    },
  };
}

function succeededWith(logTail: string): EventResult {
  return { diagnostics: { errorCode: 'Success', message: 'Succeeded', logTail }, scriptMilliseconds: 0 };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
