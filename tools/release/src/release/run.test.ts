import { stripVTControlCharacters } from 'node:util';
import { FakePart, on, past, sha, succeeds, type Course } from '../testing/fake-part';
import type { View } from '../progress/view';
import type { Label } from './label';
import { reportOf } from './report';
import { run, type Plan, type Result } from './run';

const view: View = { show: () => undefined, close: async () => undefined };
const every = 1;
const label: Label = { release: '3f2a9c1e', kind: 'deploy', parts: ['web', 'fetcher'], by: 'ana' };
const [before, next] = [sha('1'), sha('2')];

const failure = {
  event: 'ValidateService',
  script: 'scripts/validate',
  message: 'it failed with exit code 3',
  ofScript: true,
  output: 'no page\nno luck\n',
};
const oneFails = (outcome: 'running' | 'failed' | 'succeeded'): Course => [
  { instances: [on('i-1', 'running'), on('i-2', 'running')] },
  { outcome, instances: [on('i-1', 'succeeded'), { ...on('i-2', 'failed', 'ValidateService'), failure }] },
  { outcome },
];
const failsWhen = (course: Course) => (revision: string) => (revision === next ? course : succeeds());

const active = () => Object.assign(new Error('d-9 is active'), { name: 'DeploymentLimitExceededException' });

/** A release of `next` after a successful `before`. */
function release(web: FakePart, fetcher: FakePart, changes: Partial<Plan> = {}) {
  const orders = [web, fetcher].map((part) => ({ part, revision: next }));
  const good = new Map([web, fetcher].map(({ name }) => [name, before]));
  return run({ label, orders, before: good, ...changes }, { view, every });
}
const textOf = (result: Result) => stripVTControlCharacters(reportOf(result, 'that', 'testing').join('\n'));
const begun = (part: FakePart) => part.begun.map(({ revision, label: { kind } }) => `${kind} ${revision[0]}`);

describe('a release', () => {
  test('succeeds when every instance of every part has', async () => {
    const [web, fetcher] = [new FakePart('web'), new FakePart('fetcher')];
    const result = await release(web, fetcher);
    expect(result).toMatchObject({ succeeded: true, returns: [], open: [] });
    expect([begun(web), begun(fetcher)]).toEqual([['deploy 2'], ['deploy 2']]);
    expect(textOf(result)).toMatch(/that is live on 2 instances in 2 groups of testing\.[^]*It took/);
  });

  test.each(['running', 'failed', 'succeeded'] as const)(
    'fails with one instance while CodeDeploy calls it %s, and everything is rolled back',
    async (outcome) => {
      const web = new FakePart('web', [], failsWhen(oneFails(outcome)));
      const fetcher = new FakePart('fetcher', [], failsWhen([{ instances: [on('i-3', 'running')] }]));
      const result = await release(web, fetcher);
      expect(result.succeeded).toBe(false);
      expect([begun(web), begun(fetcher)]).toEqual([
        ['deploy 2', 'return 1'],
        ['deploy 2', 'return 1'],
      ]);
      expect(fetcher.stopped).toEqual(['d-fetcher-1']);
      const text = textOf(result);
      expect(text).toContain(
        '- web i-2: ValidateService, scripts/validate: it failed with exit code 3\n    | no page\n    | no luck\n' +
          'Rollback:\n- web is back on 100000000000 (d-web-2)\n- fetcher is back on 100000000000 (d-fetcher-2)\n',
      );
      expect(text).not.toContain('- fetcher: ');
    },
  );

  test('fails if CodeDeploy is content and an instance was left out', async () => {
    const left: Course = [{ outcome: 'succeeded', instances: [on('i-1', 'succeeded'), on('i-2', 'skipped')] }];
    const result = await release(new FakePart('web', [], failsWhen(left)), new FakePart('fetcher'));
    expect(result.succeeded).toBe(false);
    expect(textOf(result)).toContain('- web i-2: did not get it (d-web-1)\n');
  });

  test('reports instances together that failed in the same way', async () => {
    const all = ['i-1', 'i-2'].map((one) => ({ ...on(one, 'failed', 'ValidateService'), failure }));
    const silent = on('i-3', 'failed');
    const web = new FakePart('web', [], failsWhen([{ outcome: 'failed', instances: [...all, silent] }]));
    expect(textOf(await release(web, new FakePart('fetcher')))).toContain(
      '- web i-1 and i-2: ValidateService, scripts/validate: it failed with exit code 3\n    | no page\n    | no luck\n' +
        '- web i-3: failed, and its agent does not report the event\n',
    );
  });

  test('leaves the rollback to CodeDeploy if there is one, also if CodeDeploy names it only a moment later', async () => {
    const own = past('web', before, 'succeeded', { creator: 'rollback' });
    const web = new FakePart(
      'web',
      [own],
      failsWhen([
        { outcome: 'failed', takenBackBy: 'expected', reason: 'too many failed' },
        {},
        {},
        { takenBackBy: own.id },
      ]),
    );
    const result = await release(web, new FakePart('fetcher'));
    expect(begun(web)).toEqual(['deploy 2']);
    const text = textOf(result);
    expect(text).toContain('- web: too many failed (d-web-1)');
    expect(text).toContain(`- web is back on 100000000000 (by CodeDeploy itself, ${own.id})`);
  });

  test('rolls back by itself if CodeDeploy has returned to another revision', async () => {
    const own = past('web', sha('0'), 'succeeded', { creator: 'rollback' });
    const web = new FakePart('web', [own], failsWhen([{ outcome: 'failed', takenBackBy: own.id }]));
    await release(web, new FakePart('fetcher'));
    expect(begun(web)).toEqual(['deploy 2', 'return 1']);
  });

  test('is stopped and rolled back when another part would not begin, and begins nothing when the first would not', async () => {
    const [web, fetcher] = [new FakePart('web', [], failsWhen([{}])), new FakePart('fetcher')];
    fetcher.add(past('fetcher', sha('3'), 'running'));
    fetcher.refusals.push(active());
    const result = await release(web, fetcher);
    expect([web.stopped, begun(web), begun(fetcher)]).toEqual([['d-web-1'], ['deploy 2', 'return 1'], []]);
    expect(textOf(result)).toContain('- fetcher did not begin: DeploymentLimitExceededException: d-9 is active');

    const [refusing, other] = [new FakePart('web'), new FakePart('fetcher')];
    refusing.refusals.push(new Error('no'));
    expect(await release(refusing, other)).toMatchObject({ succeeded: false, followed: [], returns: [] });
    expect(begun(other)).toEqual([]);
  });

  test('reports the alarm that stopped it, although one of its scripts was seen to end before', async () => {
    const web = new FakePart('web', [], failsWhen(oneFails('running')));
    web.stop = async (id) => web.ends(id, { outcome: 'stopped', byAlarm: true, reason: 'Activated alarms: <burning>' });
    const text = textOf(await release(web, new FakePart('fetcher')));
    expect(text).toContain('- web: Activated alarms: <burning> (d-web-1)');
  });

  test('reports that there was no revision before', async () => {
    const web = new FakePart('web', [], failsWhen(oneFails('failed')));
    const result = await release(web, new FakePart('fetcher'), { before: new Map() });
    expect(textOf(result)).toContain('- web had no successful revision before: it stays as it is');
  });

  test('reports a failed rollback too', async () => {
    const web = new FakePart('web', [], () => oneFails('failed'));
    const result = await release(web, new FakePart('fetcher'));
    expect(textOf(result)).toMatch(
      /- web could not be rolled back to 100000000000 \(d-web-2\)\n {2}- web i-2: ValidateService/,
    );
  });

  test('reports that AWS would not begin the rollback', async () => {
    const web = new FakePart('web', [], failsWhen(oneFails('failed')));
    web.refusals.push(undefined, new Error('the bucket is gone'));
    expect(textOf(await release(web, new FakePart('fetcher')))).toContain(
      'could not be rolled back to 100000000000: the bucket is gone',
    );
  });

  test('waits with its rollback for running deployments, and joins one to the same revision', async () => {
    const web = new FakePart('web', [], failsWhen(oneFails('failed')));
    web.refusals.push(undefined, active());
    const other = { ...past('web', before, 'running'), began: new Date(Date.now() + 60_000) };
    web.add(other, [], [{}, { outcome: 'succeeded', ended: new Date() }]);
    expect(await release(web, new FakePart('fetcher'))).toMatchObject({
      returns: [{ outcome: 'back', followed: { id: other.id } }, { outcome: 'back' }],
    });
    expect(begun(web)).toEqual(['deploy 2']);
  });
});

test('begins again if the reason of the refusal has ended since', async () => {
  const web = new FakePart('web');
  web.refusals.push(active(), active());
  expect(await release(web, new FakePart('fetcher'))).toMatchObject({ succeeded: true });
});

test('is given up if AWS refuses it again and again and nothing runs', async () => {
  const web = new FakePart('web');
  for (let time = 0; time < 6; time++) web.refusals.push(active());
  expect(textOf(await release(web, new FakePart('fetcher')))).toContain('- web did not begin: DeploymentLimit');
});

describe('a rollback', () => {
  const rollback = { label: { ...label, kind: 'rollback' as const } };

  test('waits for another rollback to the same revision, and is a release of its own after that', async () => {
    const web = new FakePart('web');
    web.refusals.push(active());
    const other = { ...past('web', next, 'running'), began: new Date(Date.now() + 60_000) };
    web.add(other, [], [{}, { outcome: 'succeeded', ended: new Date() }]);
    expect(await release(web, new FakePart('fetcher'), rollback)).toMatchObject({ succeeded: true });
    expect(begun(web)).toEqual(['rollback 2']);
  });

  test('is not rolled back when an instance fails, and continues with the others', async () => {
    const web = new FakePart('web', [], () => oneFails('failed'));
    const fetcher = new FakePart('fetcher');
    expect(await release(web, fetcher, rollback)).toMatchObject({ succeeded: false, returns: [] });
    expect([begun(web), begun(fetcher), fetcher.stopped]).toEqual([['rollback 2'], ['rollback 2'], []]);
  });
});

describe('instances that are launched while a release runs', () => {
  const late = (outcome: 'succeeded' | 'failed') => ({
    ...past('web', next, outcome, { creator: 'instance' }),
    began: new Date(Date.now() + 60_000),
  });

  test('are waited for', async () => {
    const web = new FakePart('web');
    web.present = ['i-1', 'i-late'];
    web.add(late('succeeded'), [on('i-late', 'succeeded')]);
    expect(await release(web, new FakePart('fetcher'))).toMatchObject({
      succeeded: true,
      open: [],
      followed: { length: 3 },
    });
  });

  test('are waited for also while they still get the previous revision', async () => {
    const web = new FakePart('web');
    web.present = ['i-1', 'i-late'];
    // Begun before the release.
    const launch = past('web', before, 'running', { creator: 'instance' });
    const looks = Array.from({ length: 30 }, () => ({}));
    web.add(launch, [on('i-late', 'running')], [...looks, { outcome: 'succeeded', ended: new Date() }]);
    const attempts = web.attempts.bind(web);
    web.attempts = async () => {
      const all = await attempts();
      const launched = all.find(({ id }) => id === launch.id)?.outcome === 'succeeded';
      if (launched && !all.some(({ id }) => id === 'd-update')) {
        web.add({ ...late('succeeded'), id: 'd-update' }, [on('i-late', 'succeeded')]);
      }
      return attempts();
    };
    expect(await release(web, new FakePart('fetcher'))).toMatchObject({ succeeded: true, open: [] });
  });

  test('have the release fail, as any other', async () => {
    const web = new FakePart('web');
    web.present = ['i-1', 'i-late'];
    web.add(late('failed'), [on('i-late', 'failed')]);
    expect(await release(web, new FakePart('fetcher'))).toMatchObject({ succeeded: false, returns: [{}, {}] });
  });

  test('are left to CodeDeploy when nothing happens, and named', async () => {
    const web = new FakePart('web');
    web.present = ['i-1', 'i-late'];
    const result = await release(web, new FakePart('fetcher'));
    expect(result).toMatchObject({ succeeded: true, open: ['i-late'] });
    expect(textOf(result)).toContain('Launched while it ran, and CodeDeploy deploys it there too: i-late.');
  });

  test('are not queried if the caller cannot list instances', async () => {
    const web = new FakePart('web');
    web.present = undefined;
    expect(await release(web, new FakePart('fetcher'))).toMatchObject({ succeeded: true, open: [] });
  });
});
