import { environment, isWriter, roles, roleTraits, variantOf } from '@malinshopper/environments';
import { Machine, machine } from '../testing/machine';
import { kinds, Synthesized } from '../testing/synthesized';

const cases = kinds.flatMap((kind) => roles.map((role) => [kind, role] as const));

describe.each(cases)('the shared content in %s on %s', (kind, role) => {
  const one = machine(kind, role);
  const unit = one.unit('malinshopper-content.service');
  const options = /^ExecStart=\/usr\/bin\/s3fs \$CONTENT_BUCKET \/srv\/content -f -o (\S+)$/m
    .exec(unit)![1]!
    .split(',');

  test('is mounted by the role of the instance, from the endpoint of the region', () => {
    for (const option of [
      '_netdev',
      'allow_other',
      'iam_role=auto',
      'endpoint=eu-west-1',
      'url=https://s3.eu-west-1.amazonaws.com',
      'use_cache=/var/cache/s3fs',
      'ensure_diskfree=2048',
    ]) {
      expect(options).toContain(option);
    }
  });

  test('is at most a minute behind a publication, even for a file that was requested too early', () => {
    expect(options).toContain('stat_cache_expire=60');
    expect(options).toContain('disable_noobj_cache');
  });

  test('can be written to by workers only', () => {
    expect(options.includes('ro')).toBe(!isWriter(roleTraits[role]));
  });

  test('is restored after each loss, and never delays the boot', () => {
    expect(unit).toContain('\nStartLimitIntervalSec=0\n');
    expect(unit).toContain('\nRestart=always\n');
    // The remains of a killed s3fs must be removed before the next one can start.
    expect(unit).toContain('\nExecStartPre=-/usr/bin/umount --lazy --quiet /srv/content\n');
    expect(unit).toMatch(/\nTimeoutStartSec=\d+\n/);
    expect(unit).not.toContain('Before=');
  });

  test('is available only after a check', () => {
    expect(unit).toContain('\nExecStartPost=/usr/local/lib/malinshopper/content-mounted wait\n');
    expect(unit).toMatch(/\nAfter=.*malinshopper-content-watch\.service\n/);
  });

  test('is mounted before the units that need it', () => {
    const at = (what: string) => one.commands.findIndex((command) => command.includes(what));
    expect(at('malinshopper-content.service')).toBeGreaterThan(at('mkdir -p /srv/content'));
    expect(at('codedeploy-agent')).toBeGreaterThan(at('malinshopper-content.service'));
  });
});

test('with events, web servers mount nothing, and workers publish as before', () => {
  const stack = new Synthesized(variantOf(environment('testing'), { content: { distribution: 'events' } }));
  const web = new Machine(stack, 'web');
  expect(web.packages).not.toContain('s3fs');
  expect(web.text).not.toContain('malinshopper-content.service');
  expect(web.file('/etc/malinshopper.env')).toContain('CONTENT_DISTRIBUTION=events\n');
  expect(new Machine(stack, 'fetcher').packages).toContain('s3fs');
});
