import Sequencer from '@jest/test-sequencer';

/**
 * The order of the tests: what takes longest begins first, so that no worker is left alone with it. Of the environment tests, the files
 * that begin from a snapshot come when the file that makes it (`testing`) has been at work for a while. Jest knows durations only of
 * files that it has run before on the machine.
 */
const first = [
  ...['testing', 'killed', 'production', 'convergence'],
  // Unit tests: the tables of tools/permissions, tools/checks, tools/revision.
  ...['tables', 'synthesis', 'mutations', 'fuzz'],
];
const last = ['cluster', 'destroy', 'boot', 'remember'];

/** Where a file stands: before the others (negative), among them (0) or after them. */
function rank({ path }) {
  const [, name = ''] = /([^/]+?)(?:\.embedded)?\.test\.ts$/.exec(path) ?? [];
  if (first.includes(name)) return first.indexOf(name) - first.length;
  return last.indexOf(name) + 1;
}

export default class extends Sequencer {
  async sort(tests) {
    // Array.sort is stable: the others keep the order that Jest gives them.
    return (await super.sort(tests)).sort((a, b) => rank(a) - rank(b));
  }
}
