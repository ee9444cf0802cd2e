import { join } from 'node:path';
import type { Agent, AgentDeployment, AgentEvent, EventResult } from '../agent';
import { folderAgent } from '../folder-agent';
import { instanceFolder } from './instance';

export const never = new AbortController().signal;
export const succeeded = { errorCode: 'Success', message: 'Succeeded' };

/** The only page of a revision, and the part of an appspec that installs it. */
export const page = { 'web/index.php': 'hello' };
export const files = 'files:\n  - source: web\n    destination: /var/www/app\n';

/** Returns the agent of an instance that has not booted yet. */
export function newAgent(): { folder: string; agent: Agent; logged: string[]; root: (path: string) => string } {
  const folder = instanceFolder();
  const logged: string[] = [];
  const agent = folderAgent({ folder, log: (line) => logged.push(line) });
  return { folder, agent, logged, root: (path) => join(folder, 'root', path) };
}

/** Runs the events of a deployment up to the first that fails, and returns its result. */
export async function deploy(
  agent: Agent,
  deployment: AgentDeployment,
  last: AgentEvent = 'ValidateService',
): Promise<EventResult> {
  const events: AgentEvent[] = ['ApplicationStop', 'DownloadBundle', 'BeforeInstall', 'Install', 'AfterInstall'];
  let result: EventResult | undefined;
  for (const event of [...events, 'ApplicationStart', 'ValidateService'] as AgentEvent[]) {
    result = await agent.run(event, deployment, never);
    if (result.diagnostics.errorCode !== 'Success') return result;
    if (event === last && last !== 'ValidateService') return result;
  }
  await agent.succeeded(deployment);
  return result!;
}
