import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { identify, isAlive, thisProcess } from './processes';

test('a process is alive until it has ended', async () => {
  const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const identity = identify(child.pid ?? 0);
  expect(identity && isAlive(identity)).toBe(true);
  child.stdin.end();
  await once(child, 'exit');
  expect(identity && isAlive(identity)).toBe(false);
});

test('another process with the same pid is not taken for it', () => {
  const { pid } = thisProcess();
  expect(isAlive({ pid, started: 'an earlier start' })).toBe(false);
});

test('throws when the system does not report the start of this process', () => {
  expect(() => thisProcess(() => undefined)).toThrow(
    /start time of process \d+ cannot be read: is there a program "ps"/,
  );
});
