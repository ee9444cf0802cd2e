import Sequencer from '@jest/test-sequencer';

/**
 * The order of the tests. Jest knows durations only of files that it has run before on the machine.
 *
 * Of the environment tests, the files that make a snapshot (`testing`, `production`) begin first; the files that begin from it come when it is there.
 * Those that take longest come last, side by side: in a run with a limit (`npm test -- --begin-within`) on a slow machine, they are the few that are left out.
 * Of the unit tests, those that take longest begin first, so that no worker is left alone with one.
 */
const first = [
  ...['testing', 'production', 'convergence', 'affected', 'through', 'deploy', 'chain'],
  // Unit tests: the tables of tools/affected, tools/permissions, tools/checks, tools/revision, and the files that mostly wait for programs.
  ...[
    'edits',
    'tables',
    'synthesis',
    'mutations',
    'widenings',
    'guard-plans',
    'fuzz',
    'bundle',
    'systemctl',
    'as-the-agent',
    'stand-ins',
    'order',
    'by-base',
    'content-watch',
    'database-credentials',
    'run-fenced',
  ],
];
const last = [
  // From a snapshot.
  ...['disaster', 'remember', 'drift'],
  // More than ten minutes each on a slow machine.
  ...['release', 'revised', 'cluster', 'killed', 'destroy', 'boot', 'replacement', 'workflows'],
];

/** Returns the position of a file: before all other files (negative), among them (0), or after them (positive). */
function rank({ path }) {
  const [, name = ''] = /([^/]+?)(?:\.embedded)?\.test\.ts$/.exec(path) ?? [];
  if (first.includes(name)) return first.indexOf(name) - first.length;
  return path.endsWith('.embedded.test.ts') ? last.indexOf(name) + 1 : 0;
}

export default class extends Sequencer {
  async sort(tests) {
    // Array.sort is stable, so files with the same rank keep Jest's order.
    return (await super.sort(tests)).sort((a, b) => rank(a) - rank(b));
  }
}
