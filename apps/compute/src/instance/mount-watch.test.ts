import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machine } from '../testing/machine';
import { python, workshops } from '../testing/program';
import { testWith, type Run } from '../testing/tool';

const workshop = workshops();

/** The metadata service of an instance, which answers only with its own token. */
const metadata = createServer(({ method, url, headers }, response) => {
  if (method === 'PUT' && url === '/latest/api/token') response.end('a token');
  else if (url === '/latest/meta-data/instance-id' && headers['x-aws-ec2-metadata-token'] === 'a token')
    response.end('i-0123456789abcdef0');
  else response.writeHead(401).end();
});
beforeAll(async () => {
  await once(metadata.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => metadata.close());

/** Creates a worker that checks its mount. `remount` is the shell command that runs when the worker restarts s3fs. */
function worker(remount = '') {
  const place = workshop();
  const mark = join(place.path, 'mounted');
  place.standIn('content-mounted', `[ -e ${mark} ]`);
  place.standIn('systemctl', `echo "$*" >>"$CALLS"\n${remount.replace('MARK', mark)}`);
  const program = place.installed('watch-mount');
  return {
    ...place,
    mount: () => writeFileSync(mark, ''),
    lose: () => rmSync(mark),
    look: (run: Run) =>
      place.run(run, [program], {
        CONTENT_PATH: '/srv/content',
        RUNTIME_DIRECTORY: place.path,
        AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${(metadata.address() as AddressInfo).port}`,
      }),
  };
}
const restart = 'restart malinshopper-content.service';
const unhealthy = JSON.stringify([
  'autoscaling',
  'set_instance_health',
  { InstanceId: 'i-0123456789abcdef0', HealthStatus: 'Unhealthy' },
]);
/** As Python writes JSON. */
const same = (line: string) => JSON.stringify(JSON.parse(line));

describe('a worker that checks its mount', () => {
  testWith(python, 'does nothing while it is mounted', async (run) => {
    const one = worker();
    one.mount();
    expect(await one.look(run)).toEqual({ ok: true, output: '' });
    expect(one.calls()).toEqual([]);
  });

  testWith(python, 'mounts it again when it is lost', async (run) => {
    const one = worker('touch MARK');
    expect(await one.look(run)).toEqual({ ok: true, output: '/srv/content was lost and is mounted again\n' });
    expect(one.calls()).toEqual([restart]);
  });

  testWith(python, 'reports itself unhealthy at the third failed check in a row, and not before', async (run) => {
    const one = worker();
    expect((await one.look(run)).output).toBe('/srv/content is lost and cannot be mounted: look 1 of 3\n');
    expect((await one.look(run)).output).toContain('look 2 of 3');
    expect(one.calls()).toEqual([restart, restart]);
    expect((await one.look(run)).output).toContain('i-0123456789abcdef0 has reported itself unhealthy');
    const [, , third, report] = one.calls();
    expect(third).toBe(restart);
    expect(same(report!)).toBe(unhealthy);
  });

  testWith(python, 'counts from the start when it was mounted in between', async (run) => {
    const one = worker();
    await one.look(run);
    await one.look(run);
    one.mount();
    await one.look(run);
    one.lose();
    expect((await one.look(run)).output).toContain('look 1 of 3');
  });
});

test('every worker checks once a minute, and no web server: the load balancer checks those', () => {
  expect(machine('testing', 'fetcher').unit('malinshopper-mount-watch.timer')).toContain('OnUnitInactiveSec=1min');
  expect(machine('testing', 'fetcher').unit('malinshopper-mount-watch.service')).toContain('/watch-mount\n');
  expect(
    machine('testing', 'web')
      .files.map(({ path }) => path)
      .join(),
  ).not.toContain('watch-mount');
});
