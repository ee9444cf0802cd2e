import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { python, workshops } from '../testing/program';
import { testWith } from '../testing/tool';

const workshop = workshops();
const content = 'the archive';
const sha512 = createHash('sha512').update(content).digest('hex');

function prepared(object = content) {
  const place = workshop();
  const [source, target] = [join(place.path, 'object'), join(place.path, 'target')];
  writeFileSync(source, object);
  const env = { PACKAGE_BUCKET: 'testing-packages', MALINSHOPPER_ENVIRONMENT: 'testing', OBJECT: source };
  return { ...place, target, env, args: [place.installed('fetch-package'), 'hadoop.tar.gz', sha512, target] };
}

describe('a package', () => {
  testWith(python, "comes from the environment's bucket", async (run) => {
    const { args, env, target, ...place } = prepared();
    expect(await place.run(run, args, env)).toEqual({ ok: true, output: '' });
    expect(readFileSync(target, 'utf8')).toBe(content);
    expect(place.calls().map((call) => JSON.parse(call) as unknown)).toEqual([
      ['s3', 'download_file', 'testing-packages', 'software/hadoop.tar.gz', `${target}.part`, {}],
    ]);
  });

  testWith(python, 'that exists already is not fetched again', async (run) => {
    const { args, env, target, ...place } = prepared();
    writeFileSync(target, content);
    expect(await place.run(run, args, env)).toEqual({ ok: true, output: '' });
    expect(place.calls()).toEqual([]);
  });

  testWith(python, 'that exists with another checksum is replaced', async (run) => {
    const { args, env, target, ...place } = prepared();
    writeFileSync(target, 'an older archive');
    await place.run(run, args, env);
    expect(readFileSync(target, 'utf8')).toBe(content);
  });

  testWith(python, 'that is not the pinned one is deleted', async (run) => {
    const { args, env, target, ...place } = prepared('something else');
    const { ok, output } = await place.run(run, args, env);
    expect(ok).toBe(false);
    expect(output).toMatch(
      /^s3:\/\/testing-packages\/software\/hadoop\.tar\.gz is not the pinned package: its SHA-512 is [0-9a-f]{128}, not /,
    );
    expect(existsSync(target) || existsSync(`${target}.part`)).toBe(false);
  });

  for (const code of ['404', '403', 'NoSuchKey', 'AccessDenied']) {
    testWith(python, `that is missing (${code}) is reported with the command that uploads it`, async (run) => {
      const { args, env, ...place } = prepared();
      const { ok, output } = await place.run(run, args, { ...env, FAILURE: code });
      expect(ok).toBe(false);
      expect(output).toMatch(
        /^s3:\/\/testing-packages\/software\/hadoop\.tar\.gz is not there, or may not be read .*npm run packages -- testing\n$/,
      );
    });
  }

  for (const failure of ['SlowDown', 'no network']) {
    testWith(python, `that cannot be fetched is reported in one line: ${failure}`, async (run) => {
      const { args, env, ...place } = prepared();
      const { ok, output } = await place.run(run, args, { ...env, FAILURE: failure });
      expect(ok).toBe(false);
      expect(output).toMatch(/^s3:\/\/testing-packages\/software\/hadoop\.tar\.gz cannot be fetched: .+\n$/);
    });
  }

  testWith(python, 'is requested by name, checksum and path', async (run) => {
    const { args, env, ...place } = prepared();
    const { ok, output } = await place.run(run, args.slice(0, 3), env);
    expect([ok, output]).toEqual([false, 'usage: fetch-package <name below software/> <SHA-512> <file to write>\n']);
  });
});
