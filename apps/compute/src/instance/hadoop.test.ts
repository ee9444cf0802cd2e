import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hadoopPackage, hadoopVersion } from '@malinshopper/environments';
import { machine } from '../testing/machine';
import { shell, workshops } from '../testing/program';
import { testWith, type Run } from '../testing/tool';
import { streamingJar } from './hadoop';

const workshop = workshops();

/** A worker that installs Hadoop 1.2 from a package that holds a program and its documentation. */
function worker() {
  const place = workshop();
  const folder = join(place.path, 'hadoop-1.2');
  for (const name of ['bin', 'share/doc']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'bin/hadoop'), 'hadoop');
  writeFileSync(join(folder, 'share/doc/index.html'), 'documentation');
  spawnSync('tar', ['czf', join(place.path, 'package'), '-C', place.path, 'hadoop-1.2']);
  place.standIn('fetch-package', `echo "$*" >>"$CALLS"; cp ${join(place.path, 'package')} "$3"`);
  const opt = join(place.path, 'opt');
  mkdirSync(opt);
  const program = place.installed('install-hadoop');
  return {
    ...place,
    opt,
    link: join(opt, 'hadoop'),
    install: (run: Run, version = '1.2') =>
      place.run(run, [program, join(opt, 'hadoop'), version, 'hadoop.tar.gz', 'abc']),
  };
}

describe('Hadoop', () => {
  testWith(shell, 'is unpacked without its documentation, and linked', async (run) => {
    const { install, opt, link, calls } = worker();
    expect(await install(run)).toEqual({ ok: true, output: `Hadoop 1.2 is at ${link}\n` });
    expect(readFileSync(join(link, 'bin/hadoop'), 'utf8')).toBe('hadoop');
    expect(existsSync(join(link, 'share/doc'))).toBe(false);
    expect(readdirSync(opt).sort()).toEqual(['hadoop', 'hadoop-1.2']);
    expect(calls()).toEqual([`hadoop.tar.gz abc ${link}-1.2.tar.gz`]);
  });

  testWith(shell, 'of a golden image is not fetched again', async (run) => {
    const { install, opt, link, calls } = worker();
    mkdirSync(join(opt, 'hadoop-1.2'));
    expect((await install(run)).ok).toBe(true);
    expect(readlinkSync(link)).toBe(`${link}-1.2`);
    expect(calls()).toEqual([]);
  });

  testWith(shell, 'of a newer version replaces an older one', async (run) => {
    const { install, opt, link } = worker();
    mkdirSync(join(opt, 'hadoop-1.1'));
    await install(run, '1.1');
    await install(run);
    expect(readlinkSync(link)).toBe(`${link}-1.2`);
  });

  testWith(shell, 'that was partly unpacked when the machine stopped is unpacked again', async (run) => {
    const { install, opt, link } = worker();
    mkdirSync(join(opt, 'hadoop-1.2.new'));
    writeFileSync(join(opt, 'hadoop-1.2.new/rubbish'), '');
    await install(run);
    expect(readdirSync(link).sort()).toEqual(['bin', 'share']);
  });

  testWith(shell, 'that is missing in the bucket is reported, in the log and on the console', async (run) => {
    const { install, standIn, opt } = worker();
    standIn('fetch-package', 'echo "s3://packages/software/hadoop.tar.gz is not there" >&2; exit 1');
    const told = 'Hadoop 1.2 cannot be installed: s3://packages/software/hadoop.tar.gz is not there\n';
    // The message appears twice: in the log and on the console.
    expect(await install(run)).toEqual({ ok: false, output: told + told });
    expect(readdirSync(opt)).toEqual([]);
  });

  test('has the architecture of the machine, pinned by its checksum', () => {
    const { file, sha512 } = hadoopPackage('arm64');
    const unit = machine('production', 'fetcher').unit('malinshopper-hadoop.service');
    expect(unit).toContain(`install-hadoop /opt/hadoop ${hadoopVersion} ${file} ${sha512}\n`);
    expect(unit).toContain('StandardOutput=append:/var/log/malinshopper/hadoop.log\n');
    expect(unit).toContain('StandardError=journal+console\n');
  });

  test('that cannot be installed does not delay the boot, and is tried again', () => {
    const unit = machine('production', 'fetcher').unit('malinshopper-hadoop.service');
    expect(unit).toMatch(/TimeoutStartSec=15min\nRestart=on-failure\nRestartSec=5min\n/);
  });

  test('runs in one process, with its memory below the limit of the jobs and its files on the disk', () => {
    const { file, unit } = { file: (path: string) => machine('testing', 'fetcher').file(path), unit: jobsSlice() };
    expect(file('/etc/hadoop/mapred-site.xml')).toContain('<value>local</value>');
    expect(file('/etc/hadoop/core-site.xml')).toContain('<name>hadoop.tmp.dir</name><value>/var/tmp/hadoop</value>');
    const [, heap] = /-XX:MaxRAMPercentage=(\d+)/.exec(file('/etc/hadoop/hadoop-env.sh'))!;
    const [, limit] = /MemoryMax=(\d+)%/.exec(unit)!;
    expect(Number(heap)).toBeLessThan(Number(limit));
  });

  test('is on PATH, and has its streaming at the path that jobs get', () => {
    const { content, permissions } = machine('testing', 'fetcher').files.find(
      ({ path }) => path === '/usr/local/bin/hadoop',
    )!;
    expect(permissions).toBe('0755');
    expect(content).toContain('exec /opt/hadoop/bin/hadoop "$@"');
    expect(streamingJar).toBe(`/opt/hadoop/share/hadoop/tools/lib/hadoop-streaming-${hadoopVersion}.jar`);
  });
});

const jobsSlice = () => machine('testing', 'fetcher').unit('jobs.slice');
