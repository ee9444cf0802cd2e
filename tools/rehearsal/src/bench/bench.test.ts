import { bench } from '.';
import { inTurn } from './measure';

describe('the benchmark', () => {
  it('refuses a part that it does not know, with those it knows', async () => {
    await expect(bench(['synht'])).rejects.toThrow(
      'npm run bench has no part "synht": choose from synth, policy, affected, release, review, environment, snapshot, rehearsal, reviews, bootstrap.',
    );
  });

  it('refuses an edit that is not in the corpus, before anything is started', async () => {
    await expect(bench(['reviews'], ['a fourth zone'])).rejects.toThrow(
      'The corpus has no edit "a fourth zone": choose one of tools/rehearsal/src/edits/corpus, by its name.',
    );
  });

  it('does not count a program that fails, but reports its exit code', async () => {
    const failing = { name: 'failing', command: ['sh', '-c', 'echo broken >&2; exit 3'], cwd: __dirname } as const;
    await expect(inTurn([failing], 1)).rejects.toThrow(/sh -c .* ended with 3:\nbroken/s);
  });

  it('measures each run of each program, and the memory of Node', async () => {
    const node = { name: 'node', command: [process.execPath, '-e', '0'], cwd: __dirname } as const;
    const [measured] = await inTurn([node], 2);
    expect(measured!.seconds).toHaveLength(2);
    expect(measured!.peakMB).toBeGreaterThan(10);
  });
});
