import { existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, variantOf, webRoles, type Role } from '@malinshopper/environments';
import { machine } from '../testing/machine';
import { python, shell, workshops } from '../testing/program';
import { synthesized, Synthesized } from '../testing/synthesized';
import { testWith, type Run } from '../testing/tool';
import { unreadableMetric } from './content-mount';

const workshop = workshops();

/**
 * A machine with its mount present while the file `mount` exists, and with a watch of this many turns of two seconds.
 */
function watching(turns: number, ls: string) {
  const place = workshop();
  const at = (name: string) => join(place.path, name);
  writeFileSync(at('mount'), '');
  place.standIn('mountpoint', `[ -e ${at('mount')} ]`);
  place.standIn('ls', `echo listed >>"$CALLS"\n${ls}`);
  // The last sleep fails, which ends the watch. Its background processes get a moment to end.
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

describe('the watch for the content', () => {
  testWith(shell, 'calls S3 as soon as it is mounted, and every half a minute', async (run) => {
    const one = watching(46, 'echo fetcher');
    expect((await one.watch(run)).output).toBe('');
    expect(one.calls()).toHaveLength(4);
    expect(one.has()).toEqual({ mounted: true, readable: true });
  });

  testWith(shell, 'detects and reports that S3 denies content for which s3fs still answers', async (run) => {
    const one = watching(2, 'echo "ls: reading directory: Operation not permitted" >&2; exit 2');
    writeFileSync(one.at('readable'), '');
    expect((await one.watch(run)).output).toBe(
      'the shared content is mounted, but S3 does not give it: ls: reading directory: Operation not permitted\n',
    );
    expect(one.has()).toEqual({ mounted: true, readable: false });
  });

  testWith(
    shell,
    'reports it to CloudWatch from a reader, and not from a writer, which sends no heartbeat',
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

  testWith(shell, 'does not wait for S3 without an answer, and sends no second request meanwhile', async (run) => {
    // The answer comes after all turns of the watch; a watch that waits for it makes no turn, and gets it after six
    // seconds.
    const hasEnded = '{ [ "$(wc -l <"$here/slept")" -ge 20 ]; } 2>/dev/null';
    const until = `for _ in $(seq 60); do ${hasEnded} && break; /bin/sleep 0.1; done`;
    const one = watching(20, `here=$(dirname "$CALLS"); ${until}; cp "$here/slept" "$here/slept-then"; exit 1`);
    await one.watch(run);
    expect(readFileSync(one.at('slept-then'), 'utf8').trim().split('\n')).toHaveLength(20);
    expect(one.calls()).toEqual(['listed']);
    expect(one.has()).toEqual({ mounted: true, readable: false });
  });

  testWith(shell, 'removes both stamps when the mount is lost, and sends no request', async (run) => {
    const one = watching(2, 'exit 0');
    rmSync(one.at('mount'));
    for (const name of ['mounted', 'readable']) writeFileSync(one.at(name), '');
    await one.watch(run);
    expect(one.has()).toEqual({ mounted: false, readable: false });
    expect(one.calls()).toEqual([]);
  });
});

describe('the check for the content', () => {
  /** The output of `content-mounted` when the stamps are this many seconds old. */
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

  testWith(shell, 'depends on the last answers of the mount and of S3', async (run) => {
    expect(await said(run, { mounted: 1, readable: 40 })).toEqual(isThere);
    expect(await said(run, { mounted: 30, readable: 1 })).toEqual(isGone);
    expect(await said(run, { mounted: 1, readable: 90 })).toEqual(isGone);
    expect(await said(run, { mounted: 1 })).toEqual(isGone);
    expect(await said(run, { readable: 1 })).toEqual(isGone);
  });
});

describe('content that cannot be read', () => {
  const web = { MALINSHOPPER_ENVIRONMENT: 'testing', MALINSHOPPER_ROLE: 'web' };

  testWith(python, 'is reported as exactly the metric of the alarm', async (run) => {
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

  testWith(python, 'is reported in one line if CloudWatch cannot be reached', async (run) => {
    const place = workshop();
    const told = await place.run(run, [place.installed('report-unreadable')], { ...web, FAILURE: 'AccessDenied' });
    expect(told.ok).toBe(false);
    expect(told.output).toMatch(/^report-unreadable: CloudWatch could not be notified: .+\n$/);
  });

  test('does not concern web servers without a mount', () => {
    const events = new Synthesized(variantOf(environment('testing'), { content: { distribution: 'events' } }));
    const names = events.all('aws_cloudwatch_metric_alarm').map(({ path }) => path);
    expect(names).not.toContain('compute/web-alarms/content/Resource');
  });
});

test('a web server is checked by its mount alone: one wrong policy of the bucket must not take all of them out of service', () => {
  expect(machine('production', 'web').program('healthz.php')).toContain(
    "filemtime('/run/malinshopper-content/mounted')",
  );
  expect(machine('production', 'web').program('healthz.php')).not.toContain('readable');
});

test('the stamps are written where they are read', () => {
  const unit = machine('production', 'web').unit('malinshopper-content-watch.service');
  expect(unit).toContain('\nRuntimeDirectory=malinshopper-content\n');
  expect(machine('production', 'web').program('content-mounted')).toContain('\nstamps=/run/malinshopper-content\n');
});
