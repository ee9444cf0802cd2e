import GitHubSlugger from 'github-slugger';
import MarkdownIt, { type Token } from 'markdown-it';

/** A text of a page, with the line on which its paragraph begins. */
export interface Located {
  readonly text: string;
  readonly line: number;
}

/** A fenced code block. `info` is the text after the opening fence: `console` in "```console". */
export interface Block extends Located {
  readonly info: string;
}

/** The parts of a Markdown page that the tests of documents compare with the repository. */
export interface Page {
  readonly path: string;
  /** The anchors of its headings, as GitHub makes them. */
  readonly anchors: ReadonlySet<string>;
  readonly links: readonly Located[];
  /** The code spans of its text. */
  readonly spans: readonly Located[];
  readonly blocks: readonly Block[];
}

/** GitHub renders HTML in Markdown; its tables and strikethrough are in the default preset of the parser. */
const parser = new MarkdownIt({ html: true });

/** Reads a page. `path` is relative to the root of the repository. */
export function readPage(path: string, markdown: string): Page {
  const slugger = new GitHubSlugger();
  const anchors = new Set<string>();
  const links: Located[] = [];
  const spans: Located[] = [];
  const blocks: Block[] = [];
  const tokens = parser.parse(markdown, {});
  let line = 0;
  for (const [index, token] of tokens.entries()) {
    line = token.map ? token.map[0] + 1 : line;
    if (token.type === 'heading_open') anchors.add(slugger.slug(textOf(tokens[index + 1]!)));
    if (token.type === 'fence') blocks.push({ info: token.info.trim(), text: token.content, line });
    if (token.type === 'code_block') blocks.push({ info: '', text: token.content, line });
    for (const part of [token, ...(token.children ?? [])]) {
      if (part.type === 'code_inline') spans.push({ text: part.content, line });
      links.push(...linksOf(part).map((text) => ({ text, line })));
    }
  }
  return { path, anchors, links, spans, blocks };
}

/** The text of a heading without its markup. */
const textOf = ({ children }: Token) =>
  (children ?? [])
    .filter(({ type }) => type === 'text' || type === 'code_inline')
    .map(({ content }) => content)
    .join('');

/** The targets of a link, an image, or HTML that names one. */
function linksOf(token: Token): string[] {
  if (token.type === 'link_open') return [String(token.attrGet('href'))];
  if (token.type === 'image') return [String(token.attrGet('src'))];
  if (token.type !== 'html_inline' && token.type !== 'html_block') return [];
  return [...token.content.matchAll(/\b(?:href|src|srcset)="([^"]*)"/g)].map(([, target = '']) => target);
}
