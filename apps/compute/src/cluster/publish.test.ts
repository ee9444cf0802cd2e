import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shell, workshops } from '../testing/program';
import { testWith, type Run } from '../testing/tool';

const workshop = workshops();

/** The part of Hadoop's client that `publish` uses, with S3 and HDFS in folders. */
const hadoop = `
[ "$1" = fs ] || exit 64
shift
at() { case $1 in s3://*) echo "$WORLD/s3/\${1#s3://}" ;; file://*) echo "\${1#file://}" ;; *) echo "$WORLD/hdfs/$1" ;; esac; }
command=$1
shift
case $command in
  -count) [ -d "$(at "$1")" ] && echo "1 $(find "$(at "$1")" -type f | wc -l) 7 $1" ;;
  -cat) cat "$(at "$1")" ;;
  -mkdir) mkdir -p "$(at "$2")" ;;
  -cp) [ -z "$FAILS" ] && cp -R "$(at "$1")" "$(at "$2")" || { mkdir -p "$(at "$2")"; exit 1; } ;;
  -put) [ "$1 $2 $3" = '-f -d -' ] && cat >"$(at "$4")" ;;
  -rm) rm -rf "$(at "$4")" ;;
  -ls) for entry in "$(at "$2")"/*; do echo "$2/\${entry##*/}"; done ;;
  *) exit 64 ;;
esac`;

/** The primary node of a cluster on which updater-1's job has something to publish. */
function node() {
  const place = workshop();
  place.standIn('hadoop', hadoop);
  const program = place.installed('cluster/publish');
  const [local, inHdfs] = [join(place.path, 'results'), join(place.path, 'world/hdfs/counts')];
  for (const [folder, shoes] of [
    [local, 4],
    [inHdfs, 5],
  ] as const) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'counts.tsv'), `shoes\t${shoes}\n`);
  }
  const own = join(place.path, 'world/s3/content/updater-1');
  mkdirSync(own, { recursive: true });
  const env = { WORLD: join(place.path, 'world'), CONTENT_URI: 's3://content', MALINSHOPPER_ROLE: 'updater-1' };
  return {
    ...place,
    local,
    publish: (run: Run, args: string[], more: Record<string, string> = {}) =>
      place.run(run, [program, ...args], { FAILS: '', ...env, ...more }),
    read: (name = '') => {
      const current = readFileSync(join(own, name, 'current'), 'utf8').trim();
      return readFileSync(join(own, name, current, 'counts.tsv'), 'utf8');
    },
    runs: () => readdirSync(join(own, 'staging')),
  };
}

describe('publishing from a cluster', () => {
  testWith(shell, 'writes the same pointer as on a worker, for a folder of HDFS', async (run) => {
    const { publish, read } = node();
    expect(await publish(run, ['counts'])).toEqual({
      ok: true,
      output: expect.stringMatching(/^published counts as updater-1\/staging\/\d{8}T\d{6}-\d{9}\n$/) as string,
    });
    expect(read()).toBe('shoes\t5\n');
  });

  testWith(shell, 'accepts a folder of the machine too, by its name', async (run) => {
    const { publish, read, local } = node();
    await publish(run, [local, 'new-offers']);
    expect(read('new-offers')).toBe('shoes\t4\n');
  });

  testWith(shell, 'keeps the last three publications', async (run) => {
    const { publish, read, runs } = node();
    for (let time = 0; time < 5; time += 1) await publish(run, ['counts']);
    expect(runs()).toHaveLength(3);
    expect(read()).toBe('shoes\t5\n');
  });

  testWith(shell, 'keeps the previous publication when the copy fails, without a partial copy', async (run) => {
    const { publish, read, runs } = node();
    await publish(run, ['counts']);
    expect((await publish(run, ['counts'], { FAILS: 'yes' })).ok).toBe(false);
    expect(read()).toBe('shoes\t5\n');
    expect(runs()).toHaveLength(1);
  });

  testWith(shell, 'refuses a publication that readers could not find or read', async (run) => {
    const { publish, path } = node();
    mkdirSync(join(path, 'world/hdfs/empty'));
    for (const [args, message] of [
      [[], 'usage: publish <folder> [name]'],
      [['nothing'], '"nothing" is a folder neither of this machine nor of HDFS'],
      [['empty'], '"empty" is empty: readers would find nothing'],
      [['counts', 'staging'], '"staging" is no name for a publication: use small letters, digits and hyphens'],
    ] as [string[], string][]) {
      const { ok, output } = await publish(run, args);
      expect([ok, output]).toEqual([false, expect.stringContaining(`publish: ${message}`)]);
    }
    expect((await publish(run, ['counts'], { MALINSHOPPER_ROLE: '' })).output).toContain('MALINSHOPPER_ROLE');
  });
});
