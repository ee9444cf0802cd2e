import fc from 'fast-check';
import { capture, lineSplitter, passThrough } from './subprocess';

test('a failed program is a result with its exit code and its output', async () => {
  const lines: string[] = [];
  const ended = await capture('sh', ['-c', 'echo one; echo two; echo oh >&2; exit 3'], {
    cwd: '/',
    onLine: (line) => lines.push(line),
  });
  expect(ended).toEqual({ code: 3, stdout: 'one\ntwo\n', stderr: 'oh\n' });
  expect(lines).toEqual(['one', 'two']);
});

test('the output of an interactive program arrives here without a terminal, and its exit code is kept', async () => {
  const [heard, isTTY]: [string[], unknown] = [[], process.stdout.isTTY];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => heard.push(String(text)) > 0);
  process.stdout.isTTY = false;
  try {
    expect(await passThrough('sh', ['-c', 'echo one; echo two; exit 2'], { cwd: '/' })).toBe(2);
  } finally {
    write.mockRestore();
    process.stdout.isTTY = isTTY as boolean;
  }
  expect(heard.join('')).toBe('one\ntwo\n');
});

test('throws when the program does not exist', async () => {
  await expect(capture('no-such-program', [], { cwd: '/' })).rejects.toThrow(
    'no-such-program cannot be started: spawn no-such-program ENOENT',
  );
});

test('lines are complete, however the text is cut', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{0,5}$/)), fc.array(fc.nat(20)), (lines, cuts) => {
      const text = lines.map((line) => `${line}\n`).join('');
      const places = [0, ...cuts.map((cut) => Math.min(cut, text.length)), text.length].sort((a, b) => a - b);
      const seen: string[] = [];
      const splitter = lineSplitter((line) => seen.push(line));
      places.forEach((from, index) => splitter.push(text.slice(from, places[index + 1] ?? from)));
      splitter.end();
      expect(seen).toEqual(lines);
    }),
  );
});

test('a last line without its end is reported at the end', () => {
  const seen: string[] = [];
  const splitter = lineSplitter((line) => seen.push(line));
  splitter.push('a\nb');
  splitter.end();
  expect(seen).toEqual(['a', 'b']);
});
