import { bench } from '.';
import { motoAlone } from './gateway';
import { inTurn } from './measure';

describe('the benchmark', () => {
  it('refuses a part that it does not know, with those it knows', async () => {
    await expect(bench(['synht'])).rejects.toThrow(
      'npm run bench has no part "synht": choose from synth, policy, affected, release, review, environment, snapshot, rehearsal, gateway, reviews, bootstrap.',
    );
  });

  it('refuses an edit that is not in the corpus, before anything is started', async () => {
    await expect(bench(['reviews'], ['a fourth zone'])).rejects.toThrow(
      'The corpus has no edit "a fourth zone": choose one of tools/rehearsal/src/edits/corpus, by its name.',
    );
  });

  it('reports a moto that does not answer, with the command that shows the reason', async () => {
    await expect(motoAlone('false')).rejects.toThrow(
      /^moto does not answer on port (\d+): `python3 -m moto\.server --host 127\.0\.0\.1 --port \1` shows the reason\.$/,
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
