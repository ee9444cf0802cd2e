import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractRevision, packRevision, parseAppSpec, readRevision } from './index';
import { problemsOf } from './testing/problems';
import { sample, sampleAppSpec, writeSample, zipOf } from './testing/sample';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'revision-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('packRevision', () => {
  it('packs a folder into a zip that is a revision', async () => {
    await writeSample(folder, sample);
    const revision = await packRevision(folder);
    expect(revision).toEqual(await readRevision(revision.bytes));
    expect(revision.appSpec).toEqual(parseAppSpec(sampleAppSpec));
    expect(revision.files).toBe(8);
    expect(revision.sha256).toBe(createHash('sha256').update(revision.bytes).digest('hex'));
  });

  it('results in the same bytes for the same content, on this machine as on the one where this test was written', async () => {
    const here = join(folder, 'here');
    await writeSample(here, sample);
    const there = join(folder, 'there');
    await writeSample(there, Object.fromEntries(Object.entries(sample).reverse()));
    await utimes(join(there, 'web/index.php'), 1, 1);
    await chmod(join(there, 'web/index.php'), 0o600);
    await chmod(join(there, 'hooks/stop'), 0o700);
    const { sha256 } = await packRevision(here);
    expect(sha256).toBe('60586133f5065039ca6042a748224dec9132986120134dc9e79d0a2ee57c5252');
    expect((await packRevision(there)).sha256).toBe(sha256);
  });

  it.each(['Pacific/Kiritimati', 'America/St_Johns'])('results in the same bytes in the time zone %s', async (TZ) => {
    await writeSample(folder, sample);
    const program = `import { packRevision } from ${JSON.stringify(join(__dirname, 'index.ts'))};
      console.log((await packRevision(${JSON.stringify(folder)})).sha256);`;
    const file = join(folder, '..', `${TZ.replace('/', '-')}-${process.pid}.mts`);
    await writeFile(file, program);
    const printed = execFileSync(process.execPath, ['--import', 'tsx', file], {
      env: { ...process.env, TZ },
      encoding: 'utf8',
    });
    await rm(file);
    expect(printed.trim()).toBe((await packRevision(folder)).sha256);
  });

  it('has other bytes for another content, name or executable bit', async () => {
    await writeSample(folder, sample);
    const names = [(await packRevision(folder)).sha256];
    await chmod(join(folder, 'web/index.php'), 0o755);
    names.push((await packRevision(folder)).sha256);
    await writeFile(join(folder, 'web/index.php'), '<?php\n');
    names.push((await packRevision(folder)).sha256);
    await writeFile(join(folder, 'web/empty'), '');
    names.push((await packRevision(folder)).sha256);
    await mkdir(join(folder, 'web/cache'));
    names.push((await packRevision(folder)).sha256);
    expect(new Set(names).size).toBe(5);
  });

  it('leaves out .git at any depth, and nothing else', async () => {
    await writeSample(folder, sample);
    const { sha256 } = await packRevision(folder);
    await writeSample(folder, {
      '.git/HEAD': 'ref: refs/heads/main\n',
      'web/module/.git': 'gitdir: ../../.git/modules/module\n',
    });
    await rm(join(folder, 'web/module'), { recursive: true });
    expect((await packRevision(folder)).sha256).toBe(sha256);
    await writeSample(folder, { '.gitignore': 'vendor\n', '.env': 'A=1\n' });
    expect((await packRevision(folder)).files).toBe(10);
  });

  it('reports all faults of the folder and the AppSpec file at once', async () => {
    await writeSample(folder, {
      ...sample,
      'appspec.yml': sampleAppSpec.replace('os: linux', 'os: bsd'),
      'appspec.yaml': '',
    });
    await rm(join(folder, 'hooks/warm'));
    await rm(join(folder, 'hooks/stop'));
    await symlink('validate', join(folder, 'hooks/stop'));
    execFileSync('mkfifo', [join(folder, 'web/pipe')]);
    expect(await problemsOf(() => packRevision(folder))).toEqual([
      'appspec.yml:2: os must be linux, as all instances are, but is the text "bsd".',
      'appspec.yml:33: hooks.AfterInstall[1].location "hooks/warm" is not in the revision. Add it, or correct the path.',
      expect.stringMatching(/^(hooks\/stop|web\/pipe): /),
      expect.stringMatching(/^(hooks\/stop|web\/pipe): /),
    ]);
  });

  it('has the reason why there are no symbolic links', async () => {
    await writeSample(folder, sample);
    await symlink('index.php', join(folder, 'web/start.php'));
    expect(await problemsOf(() => packRevision(folder))).toEqual([
      'web/start.php: is a symbolic link, and a revision has none: the file on an instance would differ between versions of the ' +
        'agent (aws-codedeploy-agent, issue 152), and a link can lead out of the revision. Pack the file itself, or make the link in a hook.',
    ]);
  });

  it('refuses names that an instance or the agent would read differently', async () => {
    await writeSample(folder, { ...sample, 'web/a\\b': '', 'web/new\nline': '' });
    await writeFile(Buffer.concat([Buffer.from(join(folder, 'web/')), Buffer.from([0xe9])]), '');
    expect((await problemsOf(() => packRevision(folder))).sort()).toEqual([
      '"web/a\\\\b": The name "web/a\\\\b" contains a backslash: separate folders by /.',
      '"web/new\\nline": The name "web/new\\nline" contains a control character, and the agent records one path a line: remove it.',
      '"web/\ufffd": has a name that is not UTF-8: rename it.',
    ]);
  });

  it('reports that a path is not a folder, or has no AppSpec file', async () => {
    const nowhere = join(folder, 'nowhere');
    expect(await problemsOf(() => packRevision(nowhere))).toEqual([
      `${nowhere}: cannot be read (ENOENT): name the folder that contains appspec.yml.`,
    ]);
    await writeFile(nowhere, '');
    expect(await problemsOf(() => packRevision(nowhere))).toEqual([
      `${nowhere}: is not a folder: name the folder that contains appspec.yml.`,
    ]);
    expect(await problemsOf(() => packRevision(folder))).toEqual([
      `${folder}: has no appspec.yml at its root, where the agent looks for exactly this name. It has none at all: write one.`,
    ]);
  });
});

describe('extractRevision', () => {
  it('unpacks a packed revision, with its executable bits', async () => {
    await writeSample(join(folder, 'packed'), { ...sample, 'web/größe': 'ß' });
    await mkdir(join(folder, 'packed/web/cache'));
    const { bytes, appSpec } = await packRevision(join(folder, 'packed'));
    const into = join(folder, 'new/place');
    expect(await extractRevision(bytes, into)).toEqual(appSpec);
    const names = await readdir(into, { recursive: true });
    expect(names.sort()).toEqual((await readdir(join(folder, 'packed'), { recursive: true })).sort());
    expect(await readFile(join(into, 'web/größe'), 'utf8')).toBe('ß');
    const modes = ['hooks/stop', 'web/index.php'].map(async (name) => (await stat(join(into, name))).mode & 0o7777);
    expect(await Promise.all(modes)).toEqual([0o755, 0o644]);
  });

  it('unpacks into an existing empty folder', async () => {
    await extractRevision(zipOf(sample), folder);
    expect(await readdir(folder)).toHaveLength(4);
  });

  it('refuses a folder that is not empty, and does not change it', async () => {
    await writeFile(join(folder, 'kept'), '');
    await expect(extractRevision(zipOf(sample), folder)).rejects.toThrow(
      `${folder} contains 1 files or folders, and a revision is unpacked into an empty folder: remove them, or name another one.`,
    );
    expect(await readdir(folder)).toEqual(['kept']);
  });

  it.each([true, false])(
    'leaves nothing behind when a content breaks in the middle (the folder was there: %p)',
    async (there) => {
      const broken = zipOf(sample, [{ name: 'zz', content: 'zz', crc: 1 }]);
      const into = there ? folder : join(folder, 'a/b');
      expect(await problemsOf(() => extractRevision(broken, into))).toEqual([
        'zz: is not the packed content: its checksum (CRC-32) does not match. Pack or download it again.',
      ]);
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it('keeps no bit of a mode but the executable one', async () => {
    await extractRevision(
      zipOf(sample, [
        { name: 'setuid', content: '#!', mode: 0o104711 },
        { name: 'windows', mode: 0 },
      ]),
      folder,
    );
    const modes = ['setuid', 'windows'].map(async (name) => (await stat(join(folder, name))).mode & 0o7777);
    expect(await Promise.all(modes)).toEqual([0o755, 0o644]);
  });
});
