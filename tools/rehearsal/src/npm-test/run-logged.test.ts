import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runLogged, type Command } from './run-logged';

const folder = mkdtempSync(join(tmpdir(), 'run-logged-'));
const log = join(folder, 'log');
afterAll(() => rmSync(folder, { recursive: true }));

const node = (program: string): Command => [process.execPath, '-e', program];
const run = (commands: readonly Command[], niceness = 0) =>
  runLogged(commands, { cwd: folder, env: { ...process.env }, log, niceness });

test('programs run one after the other, with their whole output in the log', async () => {
  await expect(run([node('console.log("one")'), node('console.error("two")')])).resolves.toBe(0);
  expect(readFileSync(log, 'utf8')).toBe('one\ntwo\n');
});

test('the programs after a failed one are not begun', async () => {
  await expect(run([node('process.exit(3)'), node('console.log("late")')])).resolves.toBe(3);
  expect(readFileSync(log, 'utf8')).toBe('');
});

test('a program that is killed has failed', async () => {
  await expect(run([node('process.kill(process.pid, "SIGKILL")')])).resolves.toBe(1);
});

test('a program and its child processes have a lower priority', async () => {
  const own = 'require("os").getPriority()';
  const child = `require("child_process").execFileSync(process.execPath, ["-p", '${own}'], { encoding: "utf8" })`;
  // The priority is set right after the start: the program waits until it can have been set.
  await run(
    [node(`const ask = () => ${own} === 0 ? setTimeout(ask, 1) : console.log(${own}, ${child}.trim()); ask()`)],
    7,
  );
  expect(readFileSync(log, 'utf8')).toBe('7 7\n');
});

test('a program that does not exist is named', async () => {
  await expect(run([['/nowhere/program']])).rejects.toThrow(
    '/nowhere/program cannot be started: spawn /nowhere/program',
  );
});
