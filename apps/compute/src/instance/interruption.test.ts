import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { machine } from '../testing/machine';
import { shell, workshops } from '../testing/program';
import { testWith, type Run } from '../testing/tool';
import { interruptionAnnounced } from './interruption';

const workshop = workshops();

/** A spot instance whose metadata service says `notice` from the third time on that it is asked. */
function spotInstance(notice: string) {
  const place = workshop();
  place.standIn(
    'curl',
    `case "$*" in
    *PUT*ttl-seconds*/api/token) echo asked >>${place.path}/asked; echo a-token ;;
    *'token: a-token'*/meta-data/${notice}) [ "$(wc -l <${place.path}/asked)" -ge 3 ] && echo "the notice" ;;
    *) exit 22 ;;
    esac`,
  );
  place.standIn('sleep', 'echo "slept $1" >>"$CALLS"');
  place.standIn('systemctl', `echo "$*" >>"$CALLS"; [ -e ${place.path}/announced ]`);
  const program = place.installed('watch-interruption');
  return {
    ...place,
    watch: (run: Run) => place.run(run, [program, 'a.timer', 'a.service'], { RUNTIME_DIRECTORY: place.path }),
  };
}

describe('a spot instance', () => {
  for (const notice of ['spot/instance-action', 'events/recommendations/rebalance']) {
    testWith(shell, `stops its job when it is told so by ${notice}`, async (run) => {
      const { watch, calls, path } = spotInstance(notice);
      expect(await watch(run)).toEqual({
        ok: true,
        output: `AWS announces ${notice}: the notice; stopping a.timer a.service\nstopped a.timer a.service\n`,
      });
      // The mark comes first: what systemctl stops cannot begin anew.
      expect(calls()).toEqual(['slept 5', 'slept 5', 'stop a.timer a.service']);
      expect(existsSync(join(path, 'announced'))).toBe(true);
    });
  }

  testWith(shell, 'goes on asking when the metadata service does not answer', async (run) => {
    const { watch, standIn, calls } = spotInstance('spot/instance-action');
    standIn('curl', 'exit 7');
    standIn('sleep', 'echo "slept $1" >>"$CALLS"; [ "$(wc -l <"$CALLS")" -lt 3 ]');
    // Its third sleep fails, which ends it.
    expect((await watch(run)).output).toBe('');
    expect(calls()).toEqual(['slept 5', 'slept 5', 'slept 5']);
  });
});

describe('the watch for it', () => {
  const watched = (ref: 'testing' | 'production', role: 'fetcher' | 'updater-1') =>
    machine(ref, role).unit('malinshopper-interruption.service');

  test('stops the timer before the job', () => {
    expect(watched('testing', 'updater-1')).toContain(
      'watch-interruption malinshopper-updater-1.timer malinshopper-updater-1.service\n',
    );
    expect(watched('testing', 'fetcher')).toContain('watch-interruption malinshopper-fetcher.service\n');
  });

  test('leaves its mark where the job looks for it', () => {
    expect(`/run/${/RuntimeDirectory=(\S+)/.exec(watched('testing', 'fetcher'))![1]}/announced`).toBe(
      interruptionAnnounced,
    );
  });

  test('is only where spot capacity is', () => {
    expect(() => watched('production', 'fetcher')).toThrow('no file');
    expect(() => machine('testing', 'web').unit('malinshopper-interruption.service')).toThrow('no file');
  });
});
