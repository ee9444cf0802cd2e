import { constants, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderInside, found, inside, openPlain, readPlain } from './inside';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'inside-'));
  mkdirSync(join(root, 'srv/www'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

describe('a path of an instance', () => {
  it.each([
    ['/srv/www/x', 'srv/www/x'],
    ['/srv/../../../etc/passwd', 'etc/passwd'],
    ['/absolute/x', 'srv/www/x'],
    ['/srv/relative/x', 'srv/www/x'],
    ['/up/etc/passwd', 'etc/passwd'],
    ['/absolute/../x', 'srv/x'],
    ['/twice/x', 'srv/www/x'],
    ['/srv/www/file/x', 'srv/www/file/x'],
    ['//srv/./www/', 'srv/www'],
  ])('%s is at %s', async (path, expected) => {
    symlinkSync('/srv/www', join(root, 'absolute'));
    symlinkSync('www', join(root, 'srv/relative'));
    symlinkSync('../../../../..', join(root, 'up'));
    symlinkSync('srv/relative', join(root, 'twice'));
    writeFileSync(join(root, 'srv/www/file'), '');
    expect(await inside(root, path)).toBe(join(root, expected));
  });

  it('is the link itself, if the last link is not followed', async () => {
    symlinkSync('/srv/www', join(root, 'link'));
    expect(await inside(root, '/link', 'keep')).toBe(join(root, 'link'));
    expect(await inside(root, '/link/', 'keep')).toBe(join(root, 'link'));
    expect(await inside(root, '/link/x', 'keep')).toBe(join(root, 'srv/www/x'));
  });

  it('is refused if its links lead in circles', async () => {
    symlinkSync('/b', join(root, 'a'));
    symlinkSync('/a', join(root, 'b'));
    await expect(inside(root, '/a/x')).rejects.toThrow('Too many levels of symbolic links - /a/x');
  });

  it('is undefined if nothing exists there', async () => {
    symlinkSync('/nothing', join(root, 'dangling'));
    expect(await found(root, '/dangling')).toBeUndefined();
    expect((await found(root, '/srv'))?.isDirectory()).toBe(true);
  });

  it('can be made, through links', async () => {
    symlinkSync('/srv/www', join(root, 'link'));
    expect(await folderInside(root, '/link/a/b')).toBe(join(root, 'srv/www/a/b'));
  });
});

describe('opening', () => {
  it('opens a plain file, and neither a link nor a pipe nor a folder', async () => {
    writeFileSync(join(root, 'file'), 'text');
    symlinkSync('file', join(root, 'link'));
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const file = await openPlain(join(root, 'file'), constants.O_RDONLY);
    expect(await file.readFile('utf8')).toBe('text');
    await file.close();
    await expect(openPlain(join(root, 'link'), constants.O_RDONLY)).rejects.toThrow('ELOOP');
    await expect(openPlain(join(root, 'pipe'), constants.O_RDONLY)).rejects.toThrow('is no plain file');
    await expect(openPlain(join(root, 'srv'), constants.O_RDONLY)).rejects.toThrow('is no plain file');
  });

  it('reads a text, but not one that would fill the memory', async () => {
    writeFileSync(join(root, 'file'), 'text');
    expect(await readPlain(join(root, 'file'))).toBe('text');
    expect(await readPlain(join(root, 'nothing'))).toBeUndefined();
    truncateSync(join(root, 'file'), 2 ** 30);
    await expect(readPlain(join(root, 'file'))).rejects.toThrow(
      'file has 1073741824 bytes, and at most 1048576 are read',
    );
  });
});
