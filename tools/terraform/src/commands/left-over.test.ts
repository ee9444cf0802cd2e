import { thisProcess } from '../processes';
import { thisMachine } from '../record/this-machine';
import { writeRun } from '../run/record';
import { fakeApp, lockJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { check, type CheckOptions } from './checks';

const key = 'testing/network.tfstate';
const locked = () => new Map([[`${key}.tflock`, lockJson(new Date())]]);
const dead = { pid: process.pid, started: 'an earlier start' };
const recordOfARun = {
  ...{ format: 1, outcome: 'running', json: 'a'.repeat(64), lockFile: 'b'.repeat(64), outputs: {}, reads: {} },
  ...{ versions: { terraform: '1.11.4', provider: '5.100.0' }, milliseconds: 0, who: 'arn:aws:iam::4:user/ana' },
};

describe('the lock of a run that was killed', () => {
  const killed = (kind: 'embedded' | 'aws', run: { alive: boolean; startedAt: Date }) => {
    const objects = locked();
    const app = fakeApp(fakeSession(fakeS3(objects).client, kind));
    const supervisor = run.alive ? thisProcess() : dead;
    writeRun(app.folder.run, { operation: 'apply', supervisor, startedAt: run.startedAt.toISOString() });
    return { app, objects };
  };
  const justNow = () => new Date(Date.now() - 500);

  test('is released by itself on the embedded AWS, and the person hears of it', async () => {
    const { app, objects } = killed('embedded', { alive: false, startedAt: justNow() });
    await check(app);
    expect(objects.size).toBe(0);
    expect(app.told.join()).toMatch(/released the lock of a run that was killed \(locked by ana@laptop/);
  });

  test.each([
    ['the run is alive', 'embedded', { alive: true, startedAt: justNow() }],
    ['the lock is older than our run', 'embedded', { alive: false, startedAt: new Date(Date.now() + 60_000) }],
    ['it is the real AWS, and no record says which run has it', 'aws', { alive: false, startedAt: justNow() }],
  ] as const)('stays when %s', async (_, kind, run) => {
    const { app, objects } = killed(kind, run);
    await expect(check(app)).rejects.toThrow(/is locked by/);
    expect(objects.size).toBe(1);
  });

  describe('on the real AWS', () => {
    const startedAt = justNow();
    const onAws = (record: object, who = thisMachine(), options?: CheckOptions) => {
      const { app, objects } = killed('aws', { alive: false, startedAt });
      objects.set(`${key}.tflock`, lockJson(new Date(), who));
      const of = { machine: thisMachine(), at: new Date(startedAt.getTime() - 50).toISOString(), ...record };
      objects.set('testing/network.record.json', JSON.stringify({ ...recordOfARun, ...of }));
      return { checked: check(app, options), isLocked: () => objects.has(`${key}.tflock`) };
    };

    test('is released by itself where the record says that this machine began the last run', async () => {
      const { checked, isLocked } = onAws({});
      await checked;
      expect(isLocked()).toBe(false);
    });

    const here = thisMachine();
    test.each<[string, string, object]>([
      ['the lock is of another machine', 'ana@laptop', {}],
      ['the lock and the last run are of another machine', 'ana@laptop', { machine: 'ana@laptop' }],
      ['another machine began the last run', here, { machine: 'ana@laptop' }],
      [
        'another clone on this machine did, after this one',
        here,
        { at: new Date(startedAt.getTime() + 50).toISOString() },
      ],
      ['the last run has ended', here, { outcome: 'deployed' }],
    ])('stays when %s', async (_, who, record) => {
      const { checked, isLocked } = onAws(record, who);
      await expect(checked).rejects.toThrow(/is locked by/);
      expect(isLocked()).toBe(true);
    });

    test('is not touched by a plan, which may be of a role that only reads', async () => {
      const { checked, isLocked } = onAws({}, thisMachine(), { writes: false });
      await expect(checked).rejects.toThrow(/a plan now would show a state half-way/);
      expect(isLocked()).toBe(true);
    });
  });
});
