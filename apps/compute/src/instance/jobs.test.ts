import { jobOf, roleTraits, workerRoles } from '@malinshopper/environments';
import { machine } from '../testing/machine';
import { job, jobUnits } from './jobs';

const unit = (role: (typeof workerRoles)[number], kind = 'service') =>
  machine('testing', role).unit(`malinshopper-${role}.${kind}`);
const settings = (text: string, name: string) =>
  [...text.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value]) => value!);
const minutes = (text: string) => Number(/^(\d+)min$/.exec(text)![1]);

const hourly = workerRoles.filter((role) => jobOf(roleTraits[role])!.runs === 'hourly');

describe.each(workerRoles)('the job of %s', (role) => {
  const service = unit(role);
  const [setting, all] = [
    (name: string) => settings(service, name).join(' '),
    (name: string) => settings(service, name),
  ];

  test('is the program that the release installs for the role; without it nothing fails', () => {
    expect(all('ExecStart')).toEqual([`/var/www/malinshopper/bin/${role}`]);
    expect(all('ConditionFileIsExecutable')).toEqual(all('ExecStart'));
  });

  test('does not run as root, and writes only to the shared content and its own temporary folders', () => {
    expect([setting('User'), setting('Group')]).toEqual(['www-data', 'www-data']);
    expect(setting('ProtectSystem')).toBe('strict');
    expect(all('ReadWritePaths')).toEqual(['/srv/content']);
    expect(setting('PrivateTmp')).toBe('yes');
    expect(setting('NoNewPrivileges')).toBe('yes');
    expect(setting('CapabilityBoundingSet')).toBe('');
  });

  test('has its environment, and the current password of the run', () => {
    expect(all('EnvironmentFile')).toEqual(['/etc/malinshopper.env', '/run/malinshopper/database.env']);
    for (const order of ['After', 'Wants']) expect(setting(order)).toContain('malinshopper-database.service');
  });

  test('begins when content and Hadoop are available', () => {
    expect(setting('After')).toMatch(/malinshopper-content\.service malinshopper-hadoop\.service$/);
    // A start of a unit that waits for its next attempt waits too: for five minutes, if Hadoop is missing.
    expect(setting('Wants')).not.toMatch(/content|hadoop/);
    expect(all('ExecStartPre')).toEqual(['/usr/local/lib/malinshopper/content-mounted wait']);
  });

  test('ends with a heartbeat, which gets its result', () => {
    expect(all('ExecStopPost')).toEqual(['/usr/local/lib/malinshopper/heartbeat']);
  });

  test('has the programs on PATH, and the jar of streaming', () => {
    expect(all('Environment')).toEqual([
      'PATH=/usr/local/lib/malinshopper:/usr/local/bin:/usr/bin:/bin',
      'HADOOP_STREAMING_JAR=/opt/hadoop/share/hadoop/tools/lib/hadoop-streaming-3.4.3.jar',
    ]);
  });

  test('shares the limits of all jobs, and is killed as a whole when it exceeds them', () => {
    expect(setting('Slice')).toBe('jobs.slice');
    expect(setting('OOMPolicy')).toBe('kill');
  });

  test('does not start after AWS has announced an interruption, and stops in time', () => {
    expect(all('ConditionPathExists')).toEqual(['!/run/malinshopper-interruption/announced']);
    expect(Number(setting('TimeoutStopSec'))).toBeLessThan(120);
  });

  test('that hangs is stopped well within the hour', () => {
    const limit = minutes(setting(hourly.includes(role) ? 'TimeoutStartSec' : 'RuntimeMaxSec'));
    expect(limit).toBeLessThan(60);
  });

  test('writes its own log, which is shipped', () => {
    expect(setting('StandardOutput')).toBe(`append:/var/log/malinshopper/${role}.log`);
    const agent = machine('testing', role).files.find(({ content }) =>
      content.includes(`/var/log/malinshopper/${role}.log"`),
    );
    expect(agent?.path).toMatch(/agent/);
  });
});

test('all jobs together leave a fifth of the memory and never swap, so that a faulty job only ends itself', () => {
  const slice = machine('testing', 'fetcher').unit('jobs.slice');
  expect(settings(slice, 'MemoryMax')).toEqual(['80%']);
  expect(settings(slice, 'MemorySwapMax')).toEqual(['0']);
  expect(Number(settings(slice, 'CPUWeight')[0])).toBeLessThan(100);
  expect(settings(slice, 'TasksMax')).toHaveLength(1);
});

test('all jobs together yield to the rest of the machine: their slice is a sibling of the other slices', () => {
  // systemd.slice manual: a dash in the name of a slice names its parent, and weights count among siblings.
  const parentOf = (slice: string) => (slice.includes('-') ? slice.replace(/-[^-]*$/, '.slice') : '-.slice');
  for (const role of workerRoles) {
    const [slice] = settings(unit(role), 'Slice');
    expect(parentOf(slice!)).toBe(parentOf('system.slice'));
    const content = machine('testing', role).unit(slice!);
    // The default of system.slice in systemd is 100.
    for (const weight of ['CPUWeight', 'IOWeight']) expect(Number(settings(content, weight)[0])).toBeLessThan(100);
  }
});

test('their share of the processors follows from the machine', () => {
  expect(machine('testing', 'fetcher').commands).toContain(
    'systemctl set-property jobs.slice "CPUQuota=$(/usr/local/lib/malinshopper/size jobs-cpu-quota)"',
  );
});

test('the fetcher restarts after each end', () => {
  const service = unit('fetcher');
  expect(settings(service, 'Restart')).toEqual(['always']);
  expect(settings(service, 'RestartSec')).toEqual(['60']);
  expect(settings(service, 'StartLimitIntervalSec')).toEqual(['0']);
  expect(service).toContain('[Install]\nWantedBy=multi-user.target');
  expect(() => unit('fetcher', 'timer')).toThrow('no file');
});

describe.each(hourly)('%s', (role) => {
  test('runs every hour, at different minutes, and makes up for a missed hour', () => {
    const timer = unit(role, 'timer');
    expect(settings(timer, 'OnCalendar')).toEqual(['hourly']);
    expect(settings(timer, 'Persistent')).toEqual(['true']);
    expect(settings(timer, 'RandomizedDelaySec')).toEqual(['5min']);
    // Otherwise an hour would be up to five minutes longer, and the alarm's 75 minutes shorter.
    expect(settings(timer, 'FixedRandomDelay')).toEqual(['true']);
  });

  test('is started by its timer only, and cannot run twice at once', () => {
    expect(settings(unit(role), 'Type')).toEqual(['oneshot']);
    expect(unit(role)).not.toContain('[Install]');
  });

  test('is stopped after its timer, which would start it again', () => {
    expect(jobUnits(role, 'hourly')).toEqual([`malinshopper-${role}.timer`, `malinshopper-${role}.service`]);
  });
});

test('a job on a cluster waits for no mount and cannot write to one', () => {
  const parts = job('updater-1', 'hourly', { after: [], streamingJar: '/usr/lib/hadoop/hadoop-streaming.jar' });
  const service = parts.units!.find(({ name }) => name === 'malinshopper-updater-1.service')!.content;
  expect(settings(service, 'ReadWritePaths')).toEqual([]);
  expect(settings(service, 'ExecStartPre')).toEqual([]);
  expect(settings(service, 'Environment')).toContain('HADOOP_STREAMING_JAR=/usr/lib/hadoop/hadoop-streaming.jar');
  expect(service).not.toContain('malinshopper-content');
});
