import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { machine } from '../testing/machine';
import { shell, workshops } from '../testing/program';
import { testWith, type Run } from '../testing/tool';
import { interruptionAnnounced } from './interruption';

const workshop = workshops();

/**
 * A spot instance with a stand-in for its metadata service, which returns `notice` from the third request on. Before
 * that, or without a notice, the instance is in service. The watch program ends after a few turns; on a real instance
 * it does not end.
 */
function spotInstance(notice?: string, says = 'the notice', looks = 5) {
  const place = workshop();
  place.standIn(
    'curl',
    `told() { [ "$(wc -l <${place.path}/asked)" -ge 3 ] && echo "${says}" || return 22; }
    case "$*" in
    *PUT*ttl-seconds*/api/token) echo asked >>${place.path}/asked; echo a-token ;;
    *'token: a-token'*/meta-data/${notice}) told ;;
    *'token: a-token'*/meta-data/autoscaling/target-lifecycle-state) echo InService ;;
    *) exit 22 ;;
    esac`,
  );
  place.standIn('sleep', `echo "slept $1" >>"$CALLS"; [ "$(grep -c slept "$CALLS")" -lt ${looks} ]`);
  place.standIn('systemctl', `echo "$*" >>"$CALLS"; [ -e ${place.path}/announced ] || [ "$1" = start ]`);
  const program = place.installed('watch-interruption');
  const announced = join(place.path, 'announced');
  return {
    ...place,
    announced: () => existsSync(announced),
    /** As if the watch had paused the job this long ago, after a recommendation. */
    pausedMinutesAgo(minutes: number, recommendation: string) {
      const then = Date.now() / 1000 - minutes * 60;
      writeFileSync(announced, '');
      utimesSync(announced, then, then);
      writeFileSync(join(place.path, 'heeded'), `${recommendation}\n`);
    },
    watch: (run: Run) => place.run(run, [program, 'a.timer', 'a.service'], { RUNTIME_DIRECTORY: place.path }),
  };
}
const rebalance = 'events/recommendations/rebalance';
const other = (calls: readonly string[]) => calls.filter((call) => !call.startsWith('slept'));

describe('a spot instance', () => {
  for (const [notice, says, output] of [
    ['spot/instance-action', 'the notice', 'the notice'],
    ['autoscaling/target-lifecycle-state', 'Terminated', 'Auto Scaling ends it'],
  ] as const) {
    testWith(shell, `stops its job on a notice of ${notice}`, async (run) => {
      const { watch, calls, announced } = spotInstance(notice, says);
      expect(await watch(run)).toEqual({
        ok: true,
        output: `AWS takes the instance back: ${output}; stopping a.timer a.service\nstopped a.timer a.service\n`,
      });
      // The mark comes first: units that systemctl stops cannot start again.
      expect(calls()).toEqual(['slept 5', 'slept 5', 'stop a.timer a.service']);
      expect(announced()).toBe(true);
    });
  }

  testWith(shell, 'finishes its run and starts no other when AWS recommends to rebalance', async (run) => {
    const { watch, calls, announced } = spotInstance(rebalance);
    expect((await watch(run)).output).toBe(
      'AWS may take the instance back: the notice; no run begins for 15 minutes\n',
    );
    expect(other(calls())).toEqual([]);
    expect(announced()).toBe(true);
  });

  testWith(shell, 'continues its job when there is no replacement after 15 minutes', async (run) => {
    const { watch, calls, announced, pausedMinutesAgo } = spotInstance(rebalance);
    pausedMinutesAgo(16, 'the notice');
    // The job is not stopped again by the same recommendation, which stays for the life of the instance.
    expect((await watch(run)).output).toBe('the instance is still InService: a.timer a.service go on\n');
    expect(other(calls())).toEqual(['start --no-block a.timer a.service']);
    expect(announced()).toBe(false);
  });

  testWith(shell, 'waits these 15 minutes, even if the watch is restarted meanwhile', async (run) => {
    const { watch, calls, announced, pausedMinutesAgo } = spotInstance(rebalance);
    pausedMinutesAgo(14, 'the notice');
    expect((await watch(run)).output).toBe('');
    expect(other(calls())).toEqual([]);
    expect(announced()).toBe(true);
  });

  testWith(shell, 'continues its requests when the metadata service does not answer', async (run) => {
    const { watch, standIn, calls } = spotInstance(undefined, '', 3);
    standIn('curl', 'exit 7');
    // Its third sleep fails, which ends it.
    expect((await watch(run)).output).toBe('');
    expect(calls()).toEqual(['slept 5', 'slept 5', 'slept 5']);
  });
});

describe('the watch for an interruption', () => {
  const watched = (ref: 'testing' | 'production', role: 'fetcher' | 'updater-1') =>
    machine(ref, role).unit('malinshopper-interruption.service');

  test('stops the timer before the job', () => {
    expect(watched('testing', 'updater-1')).toContain(
      'watch-interruption malinshopper-updater-1.timer malinshopper-updater-1.service\n',
    );
    expect(watched('testing', 'fetcher')).toContain('watch-interruption malinshopper-fetcher.service\n');
  });

  test('writes its mark at the path that the job checks', () => {
    expect(`/run/${/RuntimeDirectory=(\S+)/.exec(watched('testing', 'fetcher'))![1]}/announced`).toBe(
      interruptionAnnounced,
    );
  });

  test('exists only with spot capacity', () => {
    expect(() => watched('production', 'fetcher')).toThrow('no file');
    expect(() => machine('testing', 'web').unit('malinshopper-interruption.service')).toThrow('no file');
  });
});
