import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bootedInstance, removeInstances } from '../testing/instance';
import { ScriptLog } from './script-log';

afterEach(removeInstances);

const FOLDER = '/opt/codedeploy-agent/deployment-root/group/d-1';

async function logOf(
  write: (log: ScriptLog) => void,
  root?: string,
): Promise<{ tail: string; path: string; said: string[] }> {
  const said: string[] = [];
  const where = root ?? join(await bootedInstance(), 'root');
  const log = await ScriptLog.open(where, FOLDER, (line) => said.push(line));
  write(log);
  log.endOfScript();
  await log.close();
  return { tail: log.tail(), path: join(where, FOLDER, 'logs/scripts.log'), said };
}

describe('the log of scripts', () => {
  it('has a line for each line, with its stream, and in its file also with the time', async () => {
    const { tail, path } = await logOf((log) => {
      log.line('LifecycleEvent - ApplicationStart');
      log.output('stdout', Buffer.from('one\ntw'));
      log.output('stderr', Buffer.from('oh\n'));
      log.output('stdout', Buffer.from('o\nthree'));
    });
    expect(tail).toBe('LifecycleEvent - ApplicationStart\n[stdout]one\n[stderr]oh\n[stdout]two\n[stdout]three\n');
    const lines = readFileSync(path, 'utf8').split('\n');
    expect(lines[1]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \[stdout\]one$/);
    expect(lines.map((line) => line.slice(20)).join('\n')).toBe(tail);
  });

  it('continues after the end of the previous event', async () => {
    const root = join(await bootedInstance(), 'root');
    await logOf((log) => log.line('first'), root);
    const { path, tail } = await logOf((log) => log.line('second'), root);
    expect(readFileSync(path, 'utf8')).toMatch(/ first\n.* second\n$/);
    expect(tail).toBe('second\n');
  });

  it('shows the last 4 KB of megabytes, from the beginning of a line', async () => {
    const { tail } = await logOf((log) => {
      for (let i = 0; i < 100_000; i += 1) log.output('stdout', Buffer.from(`line ${i} äöü\n`));
    });
    expect(Buffer.byteLength(tail)).toBeLessThanOrEqual(4096);
    expect(Buffer.byteLength(tail)).toBeGreaterThan(4000);
    expect(tail).toMatch(/^\[stdout\]line \d+ äöü\n/);
    expect(tail).toMatch(/line 99999 äöü\n$/);
  });

  it('cuts a line that does not end', async () => {
    const { tail, path } = await logOf((log) => log.output('stdout', Buffer.alloc(20_000, 'ä')));
    expect(Buffer.byteLength(tail)).toBeLessThanOrEqual(4096);
    expect(tail).not.toContain('\uFFFD');
    expect(
      readFileSync(path, 'utf8')
        .split('\n')
        .map((line) => line.length),
    ).toEqual([8220, 1836, 0]);
  });

  it('keeps 10 MB of all events together, and reports the rest', async () => {
    const root = join(await bootedInstance(), 'root');
    const flood = (log: ScriptLog) => {
      for (let i = 0; i < 1000; i += 1) log.output('stdout', Buffer.from(`${'x'.repeat(7000)}\n`));
    };
    await logOf(flood, root);
    const { path } = await logOf(flood, root);
    expect(statSync(path).size).toBeLessThan(10.2 * 1024 * 1024);
    expect(readFileSync(path, 'utf8')).toMatch(/\n\(more than 10 MB: the rest is not kept\)\n$/);
    const { tail } = await logOf((log) => log.line('the last word'), root);
    expect(tail).toBe('the last word\n');
  });

  it('shows bytes that are not text as such, and invisible characters by their numbers', async () => {
    const { tail } = await logOf((log) => {
      log.output('stdout', Buffer.from([0x61, 0x00, 0x1b, 0xff, 0xc3, 0x0a, 0x09, 0x62, 0x0a]));
      log.output('stderr', Buffer.from('\u009b2J \u202ekcatta \u2066\u200b\ufeff ok\rno\u007f'));
    });
    expect(tail).toBe(
      '[stdout]a\\u0000\\u001b\uFFFD\uFFFD\n[stdout]\tb\n' +
        '[stderr]\\u009b2J \\u202ekcatta \\u2066\\u200b\\ufeff ok\\u000dno\\u007f\n',
    );
  });

  it.each<[string, (path: string) => void]>([
    ['link', (path) => symlinkSync('../../../../../../etc/hostname', path)],
    ['second name', (path) => linkSync(join(path, '../../../../../../../etc/hostname'), path)],
    ['pipe', (path) => void execFileSync('mkfifo', [path])],
    ['folder', (path) => mkdirSync(path)],
  ])('is a file of its own if a hook has left a %s', async (_, leave) => {
    const root = join(await bootedInstance(), 'root');
    const path = join(root, FOLDER, 'logs/scripts.log');
    mkdirSync(dirname(path), { recursive: true });
    leave(path);
    await logOf((log) => log.line('written'), root);
    expect(readFileSync(path, 'utf8')).toMatch(/ written\n$/);
    expect(readFileSync(join(root, 'etc/hostname'), 'utf8')).toBe('i-0123456789abcdef0\n');
  });

  it('is not written if that is impossible, and still shows its end', async () => {
    const root = join(await bootedInstance(), 'root');
    rmSync(join(root, 'opt'), { recursive: true });
    writeFileSync(join(root, 'opt'), '');
    const { tail, said } = await logOf((log) => log.line('shown'), root);
    expect(tail).toBe('shown\n');
    expect(said).toEqual([expect.stringMatching(/^its scripts\.log is not written: /)]);
  });
});
