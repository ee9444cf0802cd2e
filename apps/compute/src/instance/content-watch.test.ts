import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, variantOf, webRoles, type Role } from '@malinshopper/environments';
import { machine } from '../testing/machine';
import { python, shell, workshops } from '../testing/program';
import { synthesized, Synthesized } from '../testing/synthesized';
import { testWith, type Run } from '../testing/tool';
import { unreadableMetric } from './content-mount';

const workshop = workshops();

/** A machine whose mount is there while the file `mount` is, and which watches it for so many turns of two seconds. */
function watching(turns: number, ls: string) {
  const place = workshop();
  const at = (name: string) => join(place.path, name);
  writeFileSync(at('mount'), '');
  place.standIn('mountpoint', `[ -e ${at('mount')} ]`);
  place.standIn('ls', `echo listed >>"$CALLS"\n${ls}`);
  // The last one fails, which ends the watch. What it began in the background gets a moment to end.
  place.standIn('sleep', `echo "$1" >>${at('slept')}; /bin/sleep 0.05; [ "$(wc -l <${at('slept')})" -lt ${turns} ]`);
  const program = place.installed('content-watch', machine('testing', 'web').program('content-watch'));
  return {
    ...place,
    at,
    has: () => ({ mounted: existsSync(at('mounted')), readable: existsSync(at('readable')) }),
    watch: (run: Run, role: Role = 'fetcher') =>
      place.run(run, [program], {
        RUNTIME_DIRECTORY: place.path,
        CONTENT_PATH: '/srv/content',
        MALINSHOPPER_ROLE: role,
      }),
  };
}

describe('who watches the content', () => {
  testWith(shell, 'asks S3 as soon as it is mounted, and every half a minute', async (run) => {
    const one = watching(46, 'echo fetcher');
    expect((await one.watch(run)).output).toBe('');
    expect(one.calls()).toHaveLength(4);
    expect(one.has()).toEqual({ mounted: true, readable: true });
  });

  testWith(shell, 'finds out that S3 refuses what s3fs goes on answering for, and says so', async (run) => {
    const one = watching(2, 'echo "ls: reading directory: Operation not permitted" >&2; exit 2');
    writeFileSync(one.at('readable'), '');
    expect((await one.watch(run)).output).toBe(
      'the shared content is mounted, but S3 does not give it: ls: reading directory: Operation not permitted\n',
    );
    expect(one.has()).toEqual({ mounted: true, readable: false });
  });

  testWith(
    shell,
    'has it told to CloudWatch from a reader, and from no writer: there no heartbeat comes',
    async (run) => {
      const calls = async (role: Role) => {
        const one = watching(2, 'exit 2');
        one.standIn('report-unreadable', 'echo reported >>"$CALLS"');
        await one.watch(run, role);
        return one.calls();
      };
      for (const role of webRoles) expect(await calls(role)).toEqual(['listed', 'reported']);
      expect(await calls('fetcher')).toEqual(['listed']);
    },
  );

  testWith(shell, 'does not wait for an S3 that does not answer, and asks no second time meanwhile', async (run) => {
    // The answer comes when the watch has made all of its turns; a watch that waits for it makes none, and gets it after six seconds.
    const hasEnded = '{ [ "$(wc -l <"$here/slept")" -ge 20 ]; } 2>/dev/null';
    const until = `for _ in $(seq 60); do ${hasEnded} && break; /bin/sleep 0.1; done`;
    const one = watching(20, `here=$(dirname "$CALLS"); ${until}; cp "$here/slept" "$here/slept-then"; exit 1`);
    await one.watch(run);
    expect(readFileSync(one.at('slept-then'), 'utf8').trim().split('\n')).toHaveLength(20);
    expect(one.calls()).toEqual(['listed']);
    expect(one.has()).toEqual({ mounted: true, readable: false });
  });

  testWith(shell, 'takes both back when the mount is gone, and asks nothing', async (run) => {
    const one = watching(2, 'exit 0');
    rmSync(one.at('mount'));
    for (const name of ['mounted', 'readable']) writeFileSync(one.at(name), '');
    await one.watch(run);
    expect(one.has()).toEqual({ mounted: false, readable: false });
    expect(one.calls()).toEqual([]);
  });
});

describe('whether the content is there', () => {
  /** What `content-mounted` says when the stamps are so many seconds old. */
  async function said(run: Run, ages: { mounted?: number; readable?: number }, ...args: string[]) {
    const place = workshop();
    const stamps = join(place.path, 'stamps');
    for (const [name, age] of Object.entries(ages)) {
      const time = Date.now() / 1000 - age;
      writeFileSync(`${stamps}-${name}`, '');
      utimesSync(`${stamps}-${name}`, time, time);
    }
    place.standIn('content-mounted', machine('production', 'fetcher').program('content-mounted').replace('stamps=/run/malinshopper-content', '').replaceAll('$stamps/', `${stamps}-`)); // prettier-ignore
    return place.run(run, [join(place.path, 'programs/content-mounted'), ...args]);
  }
  const isThere = { ok: true, output: '' };
  const isGone = { ok: false, output: expect.stringContaining('is not mounted, or does not answer') as string };

  testWith(shell, 'is known from when the mount and S3 last answered', async (run) => {
    expect(await said(run, { mounted: 1, readable: 40 })).toEqual(isThere);
    expect(await said(run, { mounted: 30, readable: 1 })).toEqual(isGone);
    expect(await said(run, { mounted: 1, readable: 90 })).toEqual(isGone);
    expect(await said(run, { mounted: 1 })).toEqual(isGone);
    expect(await said(run, { readable: 1 })).toEqual(isGone);
  });
});

describe('content that cannot be read', () => {
  const web = { MALINSHOPPER_ENVIRONMENT: 'testing', MALINSHOPPER_ROLE: 'web' };

  testWith(python, 'is told as the very metric that the alarm looks at', async (run) => {
    const place = workshop();
    const outcome = await place.run(run, [place.installed('report-unreadable')], web);
    expect(outcome).toEqual({ ok: true, output: '' });
    const { namespace, metricName, dimensions } = unreadableMetric(environment('testing'), 'web');
    const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
    expect(place.calls().map((call) => JSON.parse(call) as unknown)).toEqual([
      [
        'cloudwatch',
        'put_metric_data',
        { Namespace: namespace, MetricData: [{ MetricName: metricName, Dimensions, Value: 1 }] },
      ],
    ]);
    const { config } = synthesized('testing').one('aws_cloudwatch_metric_alarm', 'web-alarms/content/Resource');
    expect(config).toMatchObject({
      namespace,
      metric_name: metricName,
      dimensions,
      treat_missing_data: 'notBreaching',
    });
  });

  testWith(python, 'is said in one line when CloudWatch cannot be told', async (run) => {
    const place = workshop();
    const told = await place.run(run, [place.installed('report-unreadable')], { ...web, FAILURE: 'AccessDenied' });
    expect(told.ok).toBe(false);
    expect(told.output).toMatch(/^report-unreadable: CloudWatch could not be told: .+\n$/);
  });

  test('is no matter of web servers that mount none', () => {
    const events = new Synthesized(variantOf(environment('testing'), { content: { distribution: 'events' } }));
    const names = events.all('aws_cloudwatch_metric_alarm').map(({ path }) => path);
    expect(names).not.toContain('compute/web-alarms/content/Resource');
  });
});

test('a web server is judged by its mount alone: one wrong policy of the bucket must not take all of them away', () => {
  expect(machine('production', 'web').program('healthz.php')).toContain(
    "filemtime('/run/malinshopper-content/mounted')",
  );
  expect(machine('production', 'web').program('healthz.php')).not.toContain('readable');
});

test('what is asked leaves its stamp where it is looked for', () => {
  const unit = machine('production', 'web').unit('malinshopper-content-watch.service');
  expect(unit).toContain('\nRuntimeDirectory=malinshopper-content\n');
  expect(machine('production', 'web').program('content-mounted')).toContain('\nstamps=/run/malinshopper-content\n');
});
