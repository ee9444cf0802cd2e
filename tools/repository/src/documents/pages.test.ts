import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../testing/reach';
import { pagesOf } from './pages';

const textOf = (path: string) => readFileSync(join(root, path), 'utf8');

describe('README.md', () => {
  it('is at most 150 lines long', () => {
    expect(textOf('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(150);
  });

  it('lists each project in its map of folders', () => {
    const map = pagesOf()
      .get('README.md')!
      .blocks.find(({ text }) => text.startsWith('apps/'))!.text;
    const projects = ['libs', 'tools'].flatMap((folder) =>
      readdirSync(join(root, folder)).filter((name) => existsSync(join(root, folder, name, 'package.json'))),
    );
    expect(projects).toContain('stack');
    expect(projects.filter((name) => !map.includes(`  ${name}/ `))).toEqual([]);
  });
});

describe('a decision', () => {
  const decisions = [...pagesOf().keys()].filter((path) => /^docs\/adr\/\d/.test(path));

  it.each(decisions)('%s fits on a page of at most 900 words', (path) => {
    expect(textOf(path).split(/\s+/).length).toBeLessThanOrEqual(900);
  });

  it('is in the index with its number', () => {
    const index = textOf('docs/adr/README.md');
    const missing = decisions.filter((path) => {
      const [, number] = /\/0*(\d+)-/.exec(path)!;
      return !index.includes(`[${number}. `) || !index.includes(`](${path.replace('docs/adr/', '')})`);
    });
    expect(missing).toEqual([]);
  });
});
