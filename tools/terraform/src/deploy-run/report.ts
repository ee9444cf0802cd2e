import Table from 'cli-table3';
import { commandHere } from '../commands/wording';
import type { Passage, Way } from './through';

/** What was deployed and what was not, app by environment, and what to do next. */
export function report({ commit, passages, ok }: Way): string {
  const table = new Table({ head: ['environment', 'app', 'outcome'], style: { head: [], border: [] } });
  let stopped: string | undefined;
  for (const passage of passages) {
    const { name } = passage.environment;
    for (const [app, text] of rowsOf(passage, stopped)) table.push([name, app, text]);
    if (passage.result?.ok !== true) stopped ??= name;
  }
  const short = commit.id.slice(0, 7);
  const end = ok
    ? `${short} is deployed to ${passages.map(({ environment }) => environment.name).join(', ')}.`
    : `${short} has stopped in ${stopped}. What was deployed stays; this deploys what is left: \`${again(passages)}\`.`;
  return `${table.toString()}\n${[...errorsIn(passages), end].join('\n\n')}`;
}

function rowsOf({ result, refused }: Passage, stopped: string | undefined): (readonly [string, string])[] {
  if (result)
    return result.apps.map(({ app, outcome, text }) => [app, outcome === 'failed' ? `failed: ${text}` : text]);
  if (refused !== undefined) return [['-', 'refused, see below: nothing of it was touched']];
  return [['-', `not begun, because ${stopped} did not end well`]];
}

const errorsIn = (passages: readonly Passage[]) =>
  passages.flatMap(({ result, refused }) => [
    ...(result?.apps.flatMap(({ error }) => error ?? []) ?? []),
    ...(refused === undefined ? [] : [refused]),
  ]);

const again = (passages: readonly Passage[]) =>
  commandHere('npm', 'run', 'deploy', '--', ...passages.map(({ environment }) => environment.ref));
