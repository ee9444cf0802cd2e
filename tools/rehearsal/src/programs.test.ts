import { root, run } from './programs';

describe('a program', () => {
  it('returns its output', async () => {
    await expect(run(process.execPath, ['-p', '6 * 7'], { cwd: root })).resolves.toBe('42\n');
  });

  it('that fails is reported with its command, its exit code and its output', async () => {
    const failing = run(process.execPath, ['-e', 'console.error("no such thing"); process.exit(3)'], { cwd: root });
    await expect(failing).rejects.toThrow(/-e console\.error.* ended with 3:\nno such thing/s);
  });
});
