import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkerRole } from '@malinshopper/environments';
import { primaryNode } from '../testing/primary-node';
import { shell, workshops } from '../testing/program';
import { testWith, type Run, type Tool } from '../testing/tool';

const workshop = workshops();
/** A shell on a machine that can unpack: EMR's nodes get unzip from the setup script. */
const unpacking: Tool = { name: 'unzip', programs: ['sh'], suits: () => existsSync('/usr/bin/unzip') };
const node = (...roles: WorkerRole[]) => primaryNode(workshop(), ...roles);

describe('a release on a cluster', () => {
  testWith(unpacking, 'is installed atomically, with jobs that stop before it and start with it', async (run) => {
    const { revision, install, live, calls, at } = node('fetcher', 'updater-1');
    const [uri, sha256] = revision('one');
    expect(await install(run, [uri, sha256])).toEqual({
      ok: true,
      output: `The release ${sha256} is installed for fetcher,updater-1.\n`,
    });
    expect(live()).toBe('one');
    expect(readlinkSync(at('malinshopper'))).toBe(at('releases', sha256));
    expect(statSync(at('malinshopper/bin/fetcher')).mode & 0o777).toBe(0o755);
    // Other users can read it: the jobs run as www-data.
    expect(statSync(at('releases', sha256)).mode & 0o777).toBe(0o755);
    expect(calls()).toEqual([
      'stop malinshopper-updater-1.timer with none',
      'stop malinshopper-fetcher.service with none',
      'stop malinshopper-updater-1.service with none',
      'start --no-block malinshopper-fetcher.service with one',
      'start malinshopper-updater-1.timer with one',
      'start --no-block malinshopper-updater-1.service with one',
    ]);
  });

  testWith(unpacking, 'keeps the previous one, so that a rollback needs no download', async (run) => {
    const { revision, install, live, kept, standIn } = node('fetcher');
    const [one, two, three] = [revision('one'), revision('two'), revision('three')];
    for (const each of [one, two, three, three]) await install(run, each);
    expect([live(), kept()]).toEqual(['three', ['three', 'two']]);
    standIn('aws', 'exit 1');
    expect(await install(run, two)).toMatchObject({ ok: true });
    expect([live(), kept()]).toEqual(['two', ['three', 'two']]);
  });

  testWith(unpacking, 'replaces an installation by hand', async (run) => {
    const { revision, install, live, kept, at } = node('fetcher');
    mkdirSync(at('malinshopper'));
    writeFileSync(at('malinshopper/text'), 'by hand');
    await install(run, revision('one'));
    expect([live(), kept()]).toEqual(['one', ['one']]);
  });

  testWith(unpacking, 'that has no program for a job reports it, and does not fail', async (run) => {
    const { revision, install } = node('fetcher', 'updater-2');
    const { ok, output } = await install(run, revision('one', ['updater-2']));
    expect([ok, output]).toEqual([
      true,
      expect.stringMatching(/^It has no program bin\/fetcher: the job of fetcher has nothing to run\.\n.*\n$/),
    ]);
  });

  testWith(unpacking, 'lets the jobs continue with the installed release when they do not stop', async (run) => {
    const { revision, install, live, calls } = node('fetcher');
    await install(run, revision('one'));
    const failed = await install(run, revision('two'), { FAILS: 'stop malinshopper-fetcher.service' });
    expect([failed.ok, live()]).toEqual([false, 'one']);
    expect(calls().at(-1)).toBe('start --no-block malinshopper-fetcher.service with one');
  });
});

describe('nothing is changed by', () => {
  const none = '0'.repeat(64);
  const is = (message: RegExp) => ({ ok: false, output: expect.stringMatching(message) as string });

  async function expectNothing(run: Run, place: ReturnType<typeof node>, args: readonly string[], message: RegExp) {
    expect(await place.install(run, args)).toEqual(is(message));
    expect(existsSync(place.at('malinshopper'))).toBe(false);
    expect(place.calls()).toEqual([]);
    // Not even a partial release.
    expect(existsSync(place.at('releases')) ? readdirSync(place.at('releases')) : []).toEqual([]);
  }

  testWith(unpacking, 'a revision with another checksum', async (run) => {
    const place = node('fetcher');
    const [uri, sha256] = place.revision('one');
    const message = new RegExp(
      `^install-release: ${uri} is not the revision that was asked for: its SHA-256 is ${sha256}, not ${none}\\. Nothing was changed\\.\n$`,
    );
    await expectNothing(run, place, [uri, none], message);
  });

  testWith(unpacking, 'a missing revision', async (run) => {
    const message = /cannot be fetched, see above\. Nothing was changed\.\n$/;
    await expectNothing(run, node('fetcher'), ['s3://packages/none.zip', none], message);
  });

  testWith(unpacking, 'an archive without a revision', async (run) => {
    const place = node('fetcher');
    const without = place.revision('one', [], 'appspec.yml');
    await expectNothing(
      run,
      place,
      without,
      /is no revision: there is no appspec\.yml in it\. Nothing was changed\.\n$/,
    );
  });

  testWith(unpacking, 'a file that is not an archive', async (run) => {
    const place = node('fetcher');
    writeFileSync(join(place.path, 'bucket/text.zip'), 'text');
    const sha256 = createHash('sha256').update('text').digest('hex');
    await expectNothing(run, place, ['s3://packages/text.zip', sha256], /cannot be unpacked, see above\. Nothing was/);
  });

  testWith(unpacking, 'invalid arguments', async (run) => {
    const place = node('fetcher');
    const [uri] = place.revision('one');
    await expectNothing(
      run,
      place,
      [uri],
      /^install-release: usage: install-release <S3 URI of the rev.*> <SHA-256>\n$/,
    );
    const message = /^install-release: "latest" is no SHA-256: it has 64 of the characters 0-9 and a-f\n$/;
    await expectNothing(run, place, [uri, 'latest'], message);
  });

  testWith(unpacking, 'a step on a node without a job', async (run) => {
    const place = node();
    await expectNothing(
      run,
      place,
      place.revision('one'),
      /no job runs on this node: .*Run the cluster's setup script/,
    );
  });
});

describe('the program', () => {
  testWith(shell, 'becomes root', async (run) => {
    const { standIn, program, install } = node('fetcher');
    standIn('id', 'echo 1000');
    standIn('sudo', 'echo "sudo $*"');
    expect((await install(run, ['s3://a', 'b'])).output).toBe(`sudo sh ${program} s3://a b\n`);
  });

  testWith({ name: 'shellcheck' }, 'has nothing that shellcheck finds', async (run) => {
    expect(await run([join(__dirname, '../instance/files/cluster/install-release')])).toEqual({ ok: true, output: '' });
  });
});
