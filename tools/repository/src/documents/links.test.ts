import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../testing/reach';
import { brokenLinks, unreachable, type Documents } from './links';
import { readPage } from './page';
import { pagesOf } from './pages';

const documents: Documents = { pages: pagesOf(), exists: (path) => existsSync(join(root, path)) };

/** Pages by path, in a repository without any other file. */
function sample(texts: Readonly<Record<string, string>>): Documents {
  const pages = new Map(Object.entries(texts).map(([path, text]) => [path, readPage(path, text)]));
  return { pages, exists: (path) => pages.has(path) };
}

describe('the links of the documents', () => {
  it('lead to files and headings that exist', () => {
    expect(brokenLinks(documents)).toEqual([]);
  });

  it('reach every page of docs from its index', () => {
    expect(unreachable(documents, 'docs/README.md', 'docs/')).toEqual([]);
  });

  it('are found in every document, in text, images and HTML', () => {
    expect([...documents.pages.keys()]).toEqual(
      expect.arrayContaining([
        'README.md',
        'docs/adr/README.md',
        'examples/web-app/README.md',
        'tools/local-aws/README.md',
      ]),
    );
    const { links } = readPage(
      'a.md',
      '[a](b.md#c)\n\n![d](e.png) <img src="f.png">\n\n<picture><source srcset="g.webp"></picture>\n',
    );
    expect(links).toEqual([
      { text: 'b.md#c', line: 1 },
      { text: 'e.png', line: 3 },
      { text: 'f.png', line: 3 },
      { text: 'g.webp', line: 5 },
    ]);
  });
});

describe('a link', () => {
  it('to a file that does not exist is a fault', () => {
    expect(brokenLinks(sample({ 'docs/a.md': '\n[x](b.md)' }))).toEqual([
      'docs/a.md:2: the link b.md leads to docs/b.md, which does not exist.',
    ]);
  });

  it('to a heading that the page does not have is a fault', () => {
    const texts = { 'docs/a.md': '[x](../b.md#one) [y](../b.md#two-words) [z](#no)', 'b.md': '# Two `words`' };
    expect(brokenLinks(sample(texts))).toEqual([
      'docs/a.md:1: the link ../b.md#one: b.md has no heading "one".',
      'docs/a.md:1: the link #no: docs/a.md has no heading "no".',
    ]);
  });

  it('with an anchor in a file that is no document is a fault', () => {
    const { pages } = sample({ 'a.md': '[x](b.ts#L1)' });
    expect(brokenLinks({ pages, exists: () => true })).toEqual([
      'a.md:1: the link b.ts#L1 has an anchor in b.ts, which is no document.',
    ]);
  });

  it('to another site is left alone', () => {
    expect(brokenLinks(sample({ 'a.md': '[x](https://example.com/a#b) <mailto:a@example.com>' }))).toEqual([]);
  });
});

it('a page that no link reaches is named', () => {
  const texts = { 'docs/README.md': '[a](a.md)', 'docs/a.md': '[b](b.md)', 'docs/b.md': '', 'docs/c.md': '[a](a.md)' };
  expect(unreachable(sample(texts), 'docs/README.md', 'docs/')).toEqual(['docs/c.md']);
});
