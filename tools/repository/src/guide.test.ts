import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const guide = readFileSync(join(root, 'docs', 'adding-a-service.md'), 'utf8');

/** The lines of a text without a formatter's choices. */
const lines = (text: string) => text.split('\n').map((line) => line.trim());
const excerpts = [...guide.matchAll(/^```ts file=(\S+)\n(.*?)^```$/gms)].map(
  ([, file = '', text = '']) => [file, lines(text.trim())] as const,
);
/** Texts in backticks that look like a path from the root of the repository. */
const paths = [...guide.matchAll(/`((?:apps|docs|environments|libs|tools)\/[\w./-]+)`/g)].map(([, path = '']) => path);

describe('the guide to adding a service', () => {
  it.each(excerpts)('shows the content of %s', (file, excerpt) => {
    const written = lines(readFileSync(join(root, file), 'utf8')).join('\n');
    expect(written).toContain(excerpt.join('\n'));
  });

  it('shows every step in code', () => {
    expect(excerpts.length).toBeGreaterThanOrEqual(6);
  });

  it('names no missing file', () => {
    expect([...new Set(paths)].filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  it('fits on a page', () => {
    expect(guide.split('\n').length).toBeLessThan(110);
  });
});
