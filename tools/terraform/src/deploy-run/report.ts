import Table from 'cli-table3';
import { commandHere } from '../commands/printed-commands';
import type { EnvironmentResult } from '../environment-run/result';
import type { Passage, Way } from './through';

/** The outcome of each app in each environment, and the next step. */
export function report({ commit, passages, ok, job }: Way): string {
  const table = new Table({ head: ['environment', 'app', 'outcome'], style: { head: [], border: [] } });
  let stopped: string | undefined;
  for (const passage of passages) {
    const { name } = passage.environment;
    for (const [app, text] of rowsOf(passage, stopped)) table.push([name, app, text]);
    if (passage.result?.ok !== true) stopped ??= name;
  }
  const short = `${job?.apps ? `${job.apps.join(', ')} of ` : ''}${commit.id.slice(0, 7)}`;
  const end = ok
    ? `${short} is deployed to ${passages.map(({ environment }) => environment.name).join(', ')}.`
    : `${short} has stopped in ${stopped}. Deployed apps stay; this command deploys the rest: \`${again(passages, job)}\`.`;
  return `${table.toString()}\n${[...errorsIn(passages), end].join('\n\n')}`;
}

function rowsOf({ result, refused }: Passage, stopped: string | undefined): (readonly [string, string])[] {
  if (result)
    return inOrderOf(result).map(({ app, outcome, text }) => [app, outcome === 'failed' ? `failed: ${text}` : text]);
  if (refused !== undefined) return [['-', 'refused, see below: nothing of it was touched']];
  return [['-', `not begun, because ${stopped} did not end well`]];
}

/** In the order of their start; apps that were not begun come last. */
const inOrderOf = ({ apps }: EnvironmentResult) =>
  [...apps].sort((a, b) => Number(a.outcome === 'skipped') - Number(b.outcome === 'skipped') || a.from - b.from);

const errorsIn = (passages: readonly Passage[]) =>
  passages.flatMap(({ result, refused }) => [
    ...(result?.apps.flatMap(({ error }) => error ?? []) ?? []),
    ...(refused === undefined ? [] : [refused]),
  ]);

function again(passages: readonly Passage[], { apps = [], run }: NonNullable<Way['job']> = {}): string {
  const flags = [...apps.flatMap((app) => ['--app', app]), ...(run === undefined ? [] : ['--run', run])];
  return commandHere('npm', 'run', 'deploy', '--', ...passages.map(({ environment }) => environment.ref), ...flags);
}
