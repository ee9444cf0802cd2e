import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jobOf, roleTraits, workerRoles, type WorkerRole } from '@malinshopper/environments';
import { parse } from 'yaml';
import { examples, hooksOf, installedExample } from '../testing/example';
import { shell, workshops } from '../testing/program';
import { testWith, type Run } from '../testing/tool';
import { jobService, jobUnits } from './jobs';
import { releasePath } from './paths';

const example = join(examples, 'hadoop-job');
const workshop = workshops();

/**
 * A stand-in for `hadoop` that works on the local disk. It has only the commands that examples/hadoop-job/README.md
 * lists.
 */
const standInForHadoop = `
set -eu
local_path() { echo "\${1#file://}"; }
case "$1 $2" in
'fs -cat') cat $(local_path "$3") ;;
'fs -rm') rm -rf "$5" ;;
'jar '*streaming*)
  shift 2
  while [ $# -gt 0 ]; do
    case $1 in
    -files) files=$2 ;; -input) input=$(local_path "$2") ;; -output) output=$2 ;;
    -mapper) mapper=$2 ;; -reducer) reducer=$2 ;; -D) ;;
    *) echo "unknown: $1" >&2; exit 1 ;;
    esac
    shift 2
  done
  mkdir "$output"
  task=$(mktemp -d)
  for file in $(echo "$files" | tr , ' '); do ln -s "$file" "$task"; done
  cat "$input"/* | "$task/$mapper" | sort | "$task/$reducer" >"$output/part-00000"
  ;;
*) echo "unknown: $*" >&2; exit 1 ;;
esac`;

/** A folder with the shared content, in which the example's jobs run one after the other. */
function workers() {
  const place = workshop();
  place.standIn('content-mounted', 'exit 0');
  place.standIn('hadoop', standInForHadoop);
  place.installed('publish');
  const content = join(place.path, 'content');
  mkdirSync(content);
  cpSync(example, join(place.path, 'release'), { recursive: true });
  return {
    job: (run: Run, role: WorkerRole) =>
      place.run(run, [join(place.path, 'release/bin', role)], {
        CONTENT_PATH: content,
        CONTENT_URI: `file://${content}`,
        MALINSHOPPER_ROLE: role,
        HADOOP_STREAMING_JAR: 'hadoop-streaming.jar',
      }),
    read(role: WorkerRole, file: string) {
      const run = readFileSync(join(content, role, 'current'), 'utf8').trim();
      return readFileSync(join(content, role, run, file), 'utf8');
    },
  };
}

describe('the sample job', () => {
  testWith(shell, 'counts words and initials of the fetcher’s publication', async (run) => {
    const { job, read } = workers();
    for (const role of workerRoles) expect(await job(run, role)).toMatchObject({ ok: true });
    expect(read('fetcher', 'offers.txt')).toContain('Red shoes for the city');
    expect(read('updater-1', 'words.tsv').split('\n')).toEqual(
      expect.arrayContaining(['shoes\t4', 'red\t2', 'city\t1']),
    );
    expect(read('updater-2', 'initials.tsv').split('\n')).toEqual(expect.arrayContaining(['t\t4', 's\t4', 'r\t2']));
    // Once more: Hadoop refuses an existing output.
    expect(await job(run, 'updater-1')).toMatchObject({ ok: true });
  });

  testWith(shell, 'fails, and publishes nothing, before the fetcher has published', async (run) => {
    const { job, read } = workers();
    expect(await job(run, 'updater-1')).toMatchObject({ ok: false });
    expect(() => read('updater-1', 'words.tsv')).toThrow('ENOENT');
  });

  const hooks = hooksOf('hadoop-job').map((name) => `hooks/${name}`);
  for (const script of ['bin/fetcher', 'bin/updater-1', 'bin/updater-2', 'lib/count', ...hooks]) {
    testWith({ name: 'shellcheck' }, `passes shellcheck in ${script}`, async (run) => {
      expect(await run([join(example, script)])).toEqual({ ok: true, output: '' });
    });
  }

  test('is a revision that CodeDeploy can install: at the path of the units, with existing hooks', () => {
    const { files, hooks } = parse(readFileSync(join(example, 'appspec.yml'), 'utf8')) as {
      files: object[];
      hooks: Record<string, { location: string }[]>;
    };
    expect(files).toEqual([{ source: '/', destination: releasePath }]);
    for (const { location } of Object.values(hooks).flat()) expect(existsSync(join(example, location))).toBe(true);
    for (const role of workerRoles) expect(statSync(join(example, 'bin', role)).mode & 0o111).toBe(0o111);
  });
});

describe('a release of the sample job', () => {
  for (const role of workerRoles) {
    const { runs } = jobOf(roleTraits[role])!;
    testWith(shell, `stops the job of ${role} before, timer first, and starts it once after`, async (run) => {
      const place = workshop();
      const { hook } = installedExample(place, 'hadoop-job', role);
      expect(await hook(run, 'stop')).toEqual({ ok: true, output: '' });
      const units = jobUnits(role, runs);
      expect(place.calls()).toEqual(units.map((unit) => `stop ${unit}`));
      expect(await hook(run, 'start')).toEqual({ ok: true, output: '' });
      const timer = units.filter((unit) => unit.endsWith('.timer')).map((unit) => `start ${unit}`);
      const [service] = [jobService(role)];
      expect(place.calls().slice(units.length)).toEqual([
        ...timer,
        `reset-failed ${service}`,
        `restart --no-block ${service}`,
      ]);
    });
  }

  testWith(shell, 'is not blocked by a job that does not stop', async (run) => {
    const { hook } = installedExample(workshop(), 'hadoop-job', 'fetcher');
    expect(await hook(run, 'stop', { FAILS: `stop ${jobService('fetcher')}` })).toEqual({
      ok: true,
      output: 'malinshopper-fetcher.service could not be stopped; the release goes on.\n',
    });
  });

  testWith(shell, 'is valid when its first run does not fail immediately', async (run) => {
    const place = workshop();
    const { hook, boot } = installedExample(place, 'hadoop-job', 'updater-1');
    place.standIn('sleep', 'echo "slept $1" >>"$CALLS"');
    expect(await hook(run, 'validate')).toEqual({
      ok: true,
      output: 'No systemd runs here: whether the job begins was not looked at.\n',
    });
    boot();
    place.standIn('systemctl', 'echo success');
    expect(await hook(run, 'validate')).toEqual({ ok: true, output: '' });
    expect(place.calls()).toEqual(Array.from({ length: 5 }, () => 'slept 1'));
  });

  testWith(shell, 'that fails immediately reports it, with the end of its log', async (run) => {
    const place = workshop();
    const { hook, boot, at } = installedExample(place, 'hadoop-job', 'updater-1');
    boot();
    place.standIn('systemctl', 'echo exit-code');
    mkdirSync(at('var/log/malinshopper'), { recursive: true });
    writeFileSync(at('var/log/malinshopper/updater-1.log'), 'hadoop: no such table\n');
    expect(await hook(run, 'validate')).toEqual({
      ok: false,
      output: 'malinshopper-updater-1.service has failed with exit-code. The end of its log:\nhadoop: no such table\n',
    });
  });

  testWith(shell, 'without a program for a worker is refused there', async (run) => {
    const { hook, live } = installedExample(workshop(), 'hadoop-job', 'fetcher');
    chmodSync(join(live, 'bin/fetcher'), 0o644);
    const { ok, output } = await hook(run, 'validate');
    expect([ok, output]).toEqual([
      false,
      `${live}/bin/fetcher is not there, or is no program: the release has no job for this worker.\n`,
    ]);
  });

  testWith(shell, 'does nothing on a web server', async (run) => {
    const place = workshop();
    const { hook } = installedExample(place, 'hadoop-job', 'web');
    for (const name of hooksOf('hadoop-job')) expect(await hook(run, name)).toEqual({ ok: true, output: '' });
    expect(place.calls()).toEqual([]);
  });
});
