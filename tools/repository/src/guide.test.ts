import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const guide = readFileSync(join(root, 'docs', 'adding-a-service.md'), 'utf8');

/** The lines of a text without what a formatter decides. */
const lines = (text: string) => text.split('\n').map((line) => line.trim());
const excerpts = [...guide.matchAll(/^```ts file=(\S+)\n(.*?)^```$/gms)].map(
  ([, file = '', text = '']) => [file, lines(text.trim())] as const,
);

describe('the guide to adding a service', () => {
  it.each(excerpts)('shows what is in %s', (file, excerpt) => {
    const written = lines(readFileSync(join(root, file), 'utf8')).join('\n');
    expect(written).toContain(excerpt.join('\n'));
  });

  it('shows the code of every step', () => {
    expect(excerpts.length).toBeGreaterThanOrEqual(6);
  });

  it('fits on a page', () => {
    expect(guide.split('\n').length).toBeLessThan(110);
  });
});
