import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockedVersion, MOTO_VERSION, pythonWithMoto, type Run } from './python';

let cache: string;
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'local-aws-'));
});
afterEach(() => rm(cache, { recursive: true, force: true }));

const isProbe = (args: readonly string[]) => args[1]?.includes('moto') ?? false;

test('a Python on the PATH that has the right moto is used', async () => {
  const run: Run = async (program) => (program === 'python3' ? '5.2.1\n/usr/bin/python3.11\n' : '');
  await expect(pythonWithMoto(run, cache)).resolves.toBe('/usr/bin/python3.11');
});

test('another version of moto is not used: the right one is installed into the cache, once', async () => {
  const ran: string[] = [];
  const run: Run = async (program, args) => {
    ran.push([program, ...args].join(' '));
    if (args[1] === 'venv') await mkdir(join(args[2] ?? '', 'bin'), { recursive: true });
    if (args[1] === 'pip') await writeFile(program, '');
    if (!isProbe(args)) return '';
    return program.startsWith(cache) ? `5.2.1\n${program}\n` : '4.0.0\n/usr/bin/python3\n';
  };
  const python = await pythonWithMoto(run, cache);
  expect(python).toMatch(/\/moto-5\.2\.1-[0-9a-f]{12}\/bin\/python$/);
  expect(existsSync(python)).toBe(true);
  const installs = () => ran.filter((line) => / -m pip install .*--no-deps -r .*\/moto\/requirements\.txt$/.test(line));
  expect(installs()).toHaveLength(1);

  await pythonWithMoto(run, cache);
  expect(installs()).toHaveLength(1);
});

test('without Python the error names the program to install', async () => {
  const run: Run = async () => {
    throw new Error('ENOENT');
  };
  await expect(pythonWithMoto(run, cache)).rejects.toThrow(
    'The embedded AWS needs Python 3 with the venv module to run moto 5.2.1; neither python3 nor python on the PATH ' +
      'offers it. Install Python 3.11 or newer, then start again.',
  );
});

test('when pip fails the error contains its last line and the command, and no partial environment stays', async () => {
  const run: Run = async (_program, args) => {
    if (isProbe(args)) throw new Error('No module named moto');
    if (args[1] === 'pip') throw Object.assign(new Error('exit 1'), { stderr: 'ERROR: a\nERROR: no network\n' });
    return '';
  };
  await expect(pythonWithMoto(run, cache)).rejects.toThrow(
    /installing it with python3 into .*moto-5\.2\.1-\w+ failed: ERROR: no network\. .* python3 -m pip install -r .*requirements\.txt\./,
  );
  await expect(readdir(cache)).resolves.toEqual([]);
});

test('an environment that cannot import moto is named, to be removed', async () => {
  const run: Run = async (program, args) => {
    if (args[1] === 'venv') await mkdir(join(args[2] ?? '', 'bin'), { recursive: true });
    if (args[1] === 'pip') await writeFile(program, '');
    return '';
  };
  await expect(pythonWithMoto(run, cache)).rejects.toThrow(
    /The virtual environment .*moto-5\.2\.1-\w+ must hold moto\[server\] 5\.2\.1, but importing it there failed\. Remove/,
  );
});

test('the version of moto is that of the lock file, and a lock file without it is refused', () => {
  expect(MOTO_VERSION).toBe('5.2.1');
  expect(lockedVersion('flask==3.1.3 \\\n    --hash=sha256:0\nmoto==5.2.2\n', 'flask')).toBe('3.1.3');
  expect(() => lockedVersion('moto-ext==1\n', 'moto')).toThrow(
    /requirements\.txt has no line "moto==<version>": generate it again \(tools\/local-aws\/README\.md, "Python packages"\)\.$/,
  );
});
