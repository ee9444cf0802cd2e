import Sequencer from '@jest/test-sequencer';

/**
 * The order of the tests: what takes longest begins first, so that no worker is left alone with it. Of the environment tests, the files
 * that begin from a snapshot come after those that all workers begin with: by then the files that make it (`testing`, `production`) have
 * claimed it, and the others wait until it is there instead of making it, too. Jest knows durations only of files that it has run before on the machine.
 */
const first = [
  ...[
    'testing',
    'production',
    'convergence',
    'killed',
    'release',
    'affected',
    'through',
    'workflows',
    'replacement',
    'revised',
    'drift',
    'boot',
    'destroy',
    'cluster',
    'remember',
    'chain',
    'deploy',
  ],
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

/** Where a file stands: before the others (negative), or among them (0). */
function rank({ path }) {
  const [, name = ''] = /([^/]+?)(?:\.embedded)?\.test\.ts$/.exec(path) ?? [];
  return first.includes(name) ? first.indexOf(name) - first.length : 0;
}

export default class extends Sequencer {
  async sort(tests) {
    // Array.sort is stable: the others keep the order that Jest gives them.
    return (await super.sort(tests)).sort((a, b) => rank(a) - rank(b));
  }
}
