import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shell, workshops } from '../testing/program';
import { testWith, type Run } from '../testing/tool';

const workshop = workshops();

/** An updater with something to publish. */
function updater() {
  const place = workshop();
  place.standIn('content-mounted', 'exit 0');
  const [content, folder] = [join(place.path, 'content'), join(place.path, 'results')];
  mkdirSync(content);
  mkdirSync(join(folder, 'deep'), { recursive: true });
  writeFileSync(join(folder, 'deep/counts.tsv'), 'shoes\t4\n');
  const program = place.installed('publish');
  const env = { CONTENT_PATH: content, MALINSHOPPER_ROLE: 'updater-1' };
  return {
    ...place,
    content,
    folder,
    publish: (run: Run, ...args: string[]) => place.run(run, [program, ...args], env),
    /** Reads a file in the folder to which the pointer refers. */
    read: (file: string, name = '') => {
      const own = join(content, 'updater-1', name);
      return readFileSync(join(own, readFileSync(join(own, 'current'), 'utf8').trim(), file), 'utf8');
    },
    runs: () => readdirSync(join(content, 'updater-1/staging')),
  };
}

describe('publishing', () => {
  testWith(shell, 'writes a pointer to the whole folder', async (run) => {
    const { publish, folder, read } = updater();
    const { ok, output } = await publish(run, folder);
    expect([ok, output]).toEqual([
      true,
      expect.stringMatching(/^published \S+ as updater-1\/staging\/\d{8}T\d{6}-\d{9}\n$/),
    ]);
    expect(read('deep/counts.tsv')).toBe('shoes\t4\n');
  });

  testWith(shell, 'has one pointer for each name', async (run) => {
    const { publish, folder, read } = updater();
    await publish(run, folder);
    writeFileSync(join(folder, 'deep/counts.tsv'), 'hats\t1\n');
    await publish(run, folder, 'new-offers');
    expect(read('deep/counts.tsv')).toBe('shoes\t4\n');
    expect(read('deep/counts.tsv', 'new-offers')).toBe('hats\t1\n');
  });

  testWith(shell, 'publishes the targets of links, because an object of S3 cannot be a link', async (run) => {
    const { publish, folder, read, path } = updater();
    writeFileSync(join(path, 'elsewhere'), 'hats\t1\n');
    symlinkSync(join(path, 'elsewhere'), join(folder, 'link.tsv'));
    await publish(run, folder);
    rmSync(join(path, 'elsewhere'));
    expect(read('link.tsv')).toBe('hats\t1\n');
  });

  testWith(shell, 'keeps the last three, for readers that still use them', async (run) => {
    const { publish, folder, read, runs } = updater();
    for (const round of [1, 2, 3, 4, 5]) {
      writeFileSync(join(folder, 'round'), `${round}`);
      await publish(run, folder);
    }
    expect(runs()).toHaveLength(3);
    expect(read('round')).toBe('5');
  });

  testWith(shell, 'never deletes the previous publication, whatever other files exist', async (run) => {
    const { publish, folder, runs } = updater();
    await publish(run, folder);
    const [before] = runs();
    // Interrupted runs.
    for (const name of ['2999-1', '2999-2', '2999-3']) mkdirSync(join(updaterStaging(folder), name));
    await publish(run, folder);
    expect(runs()).toContain(before);
  });

  testWith(shell, 'never leaves the pointer empty for a moment: it is replaced atomically', async (run) => {
    const { publish, folder, standIn, read } = updater();
    await publish(run, folder);
    writeFileSync(join(folder, 'deep/counts.tsv'), 'hats\t1\n');
    standIn('mv', 'exit 1');
    expect((await publish(run, folder)).ok).toBe(false);
    expect(read('deep/counts.tsv')).toBe('shoes\t4\n');
  });

  testWith(shell, 'that fails keeps the old publication, and leaves no partial one', async (run) => {
    const { publish, folder, standIn, read, runs, content } = updater();
    await publish(run, folder);
    standIn('cp', `mkdir "$3"; echo half >"$3/counts.tsv"; exit 1`);
    expect((await publish(run, folder)).ok).toBe(false);
    expect(read('deep/counts.tsv')).toBe('shoes\t4\n');
    expect(runs()).toHaveLength(1);
    expect(readdirSync(join(content, 'updater-1')).sort()).toEqual(['current', 'staging']);
  });

  testWith(shell, 'that systemd stops leaves no partial one either', async (run) => {
    const { publish, folder, standIn, content } = updater();
    standIn('cp', `mkdir "$3"; echo half >"$3/counts.tsv"; kill -TERM $PPID; exit 0`);
    expect((await publish(run, folder)).ok).toBe(false);
    expect(readdirSync(join(content, 'updater-1/staging'))).toEqual([]);
    expect(existsSync(join(content, 'updater-1/current'))).toBe(false);
  });

  testWith(shell, 'succeeds even if an old run cannot be deleted, and reports it', async (run) => {
    const { publish, folder, standIn, read } = updater();
    standIn('rm', 'exit 1');
    for (let round = 1; round <= 4; round += 1) expect((await publish(run, folder)).ok).toBe(true);
    const { ok, output } = await publish(run, folder);
    expect(ok).toBe(true);
    expect(output).toMatch(/^publish: \S+\/updater-1\/staging\/\S+ is still there$/m);
    expect(read('deep/counts.tsv')).toBe('shoes\t4\n');
  });

  for (const name of ['Offers', 'a b', '../fetcher', 'a/b', '-a', '', 'staging', 'current']) {
    testWith(shell, `refuses the name "${name}"`, async (run) => {
      const { publish, folder, content } = updater();
      const { ok, output } = await publish(run, folder, name);
      expect(ok).toBe(false);
      expect(output).toContain(`publish: "${name}" is no name for a publication: use small letters`);
      expect(readdirSync(content)).toEqual([]);
    });
  }

  testWith(shell, 'refuses a path that is not a folder, and an empty folder', async (run) => {
    const { publish, path, content } = updater();
    mkdirSync(join(path, 'empty'));
    expect((await publish(run, join(path, 'none'))).output).toMatch(/^publish: ".*\/none" is not a folder\n$/);
    expect((await publish(run, join(path, 'empty'))).output).toMatch(/^publish: ".*\/empty" is empty: /);
    expect((await publish(run)).output).toBe('publish: usage: publish <folder> [name]\n');
    expect(readdirSync(content)).toEqual([]);
  });

  testWith(shell, 'refuses to write to the disk where the mount should be', async (run) => {
    const { publish, folder, standIn, content } = updater();
    standIn('content-mounted', 'echo "the shared content is not mounted" >&2; exit 1');
    const { ok, output } = await publish(run, folder);
    expect([ok, output]).toEqual([false, 'the shared content is not mounted\npublish: nothing was published\n']);
    expect(readdirSync(content)).toEqual([]);
  });
});

const updaterStaging = (folder: string) => join(folder, '../content/updater-1/staging');
