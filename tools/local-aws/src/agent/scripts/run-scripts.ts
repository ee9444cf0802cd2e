import { chmod, stat } from 'node:fs/promises';
import { posix } from 'node:path';
import type { Script } from '@malinshopper/revision';
import type { AgentDeployment, AgentEvent, EventResult } from '../agent';
import { fenceProblem } from '../fence/probe';
import { runFenced, type FencedEnd } from '../fence/run-fenced';
import { inside } from '../inside';
import { userIn } from '../instance/names';
import { scriptEnvironment, suEnvironment } from './environment';
import { ScriptLog } from './script-log';

export interface ScriptsOfEvent {
  readonly folder: string;
  readonly event: AgentEvent;
  readonly deployment: AgentDeployment;
  readonly scripts: readonly Script[];
  /** The folder of the revision with the scripts, and the folder of this deployment, as the instance sees them. */
  readonly archive: string;
  readonly deploymentFolder: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

type Failure = Pick<EventResult['diagnostics'], 'errorCode' | 'message'>;

/**
 * Runs the scripts of an event, one after the other, up to the first that fails. Messages and codes are the agent's.
 */
export async function runScripts(options: ScriptsOfEvent): Promise<EventResult> {
  const { folder, event, deploymentFolder, scripts, say } = options;
  const log = await ScriptLog.open(posix.join(folder, 'root'), deploymentFolder, say);
  log.line(`LifecycleEvent - ${event}`);
  let scriptMilliseconds = 0;
  try {
    for (const script of scripts) {
      const began = performance.now();
      const failure = await runScript(options, script, log).finally(() => log.endOfScript());
      scriptMilliseconds += performance.now() - began;
      if (!failure) continue;
      const diagnostics = { ...failure, scriptName: script.location, logTail: log.tail() };
      return { diagnostics, scriptMilliseconds };
    }
    return { diagnostics: { errorCode: 'Success', message: 'Succeeded', logTail: log.tail() }, scriptMilliseconds };
  } finally {
    await log.close();
  }
}

async function runScript(options: ScriptsOfEvent, script: Script, log: ScriptLog): Promise<Failure | undefined> {
  const { folder, event, deployment, archive, signal } = options;
  const root = posix.join(folder, 'root');
  const path = posix.join(archive, posix.resolve('/', script.location));
  const here = await inside(root, path);
  const stats = await stat(here).catch(() => undefined);
  if (!stats?.isFile()) {
    return { errorCode: 'ScriptMissing', message: `Script does not exist at specified location: ${path}` };
  }
  const problem = await fenceProblem(folder);
  if (problem) return { errorCode: 'UnknownError', message: problem };
  // The agent does so, too: archives from Windows have no such bit.
  if (!(stats.mode & 0o100)) await chmod(here, (stats.mode & 0o777) | 0o111);
  log.line(`Script - ${script.location}`);
  const user = script.runAs === undefined ? undefined : await userIn(root, script.runAs);
  const su = user && suEnvironment(user);
  const isUnknown = script.runAs !== undefined && !user;
  const end = await runFenced({
    folder,
    // As `su <user> -c <script>` does it (linux_util.rb, prepare_script_command).
    command: su ? ['env', `PATH=${su['PATH']}`, user!.shell, '-c', path] : [path],
    refusal: isUnknown
      ? `su: user ${script.runAs} does not exist or the user entry does not contain all the required fields`
      : undefined,
    environment: { ...scriptEnvironment(event, deployment), ...su },
    timeoutMs: script.timeoutSeconds * 1000,
    signal,
    onOutput: (stream, chunk) => log.output(stream, chunk),
  });
  log.endOfScript();
  const hint = hintOf(end, script);
  if (hint) log.line(`(the embedded AWS: ${hint})`);
  return failureOf(end, script);
}

/** A hint that the agent does not give. */
function hintOf(end: FencedEnd, { location }: Script): string | undefined {
  if (end.kind === 'left-open') {
    return (
      `a background process of ${location} keeps its ${end.output} open. Start it with >/dev/null 2>&1 </dev/null ` +
      'behind, or as a service.'
    );
  }
  return end.kind === 'exited' && end.code === 127
    ? "programs here are this computer's, and stand-ins for systemctl, service, sudo, su and the like; an instance has Ubuntu 24.04's."
    : undefined;
}

function failureOf(end: FencedEnd, { location, runAs, timeoutSeconds }: Script): Failure | undefined {
  const script = `Script at specified location: ${location}`;
  switch (end.kind) {
    case 'exited':
      if (end.code === 0) return undefined;
      return {
        errorCode: 'ScriptFailed',
        message: `${script}${runAs === undefined ? '' : ` run as user ${runAs}`} failed with exit code ${end.code}`,
      };
    case 'left-open':
      return { errorCode: 'UnknownError', message: `${script} failed to close ${end.output.toUpperCase()}` };
    case 'timed-out':
      return { errorCode: 'ScriptTimedOut', message: `${script} failed to complete in ${timeoutSeconds} seconds` };
    case 'over-bound':
      return { errorCode: 'ScriptFailed', message: `${script} was ended: ${end.why}` };
    case 'aborted':
      return { errorCode: 'UnknownError', message: `${script} was ended: the deployment was stopped` };
    case 'no-fence':
      return {
        errorCode: 'UnknownError',
        message: `${script} was not run: no fence could be built around it (${end.why}). See docs/adr/0015-hooks-run-behind-a-fence.md.`,
      };
  }
}
