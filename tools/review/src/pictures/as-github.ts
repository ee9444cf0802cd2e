import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import escape from 'escape-html';
import MarkdownIt from 'markdown-it';

const css = readFileSync(createRequire(__filename).resolve('github-markdown-css/github-markdown.css'), 'utf8');

/** GitHub's colours for the lines of a diff (github-linguist, grammar `source.diff`; the classes are those of github-markdown-css). */
const classes: Readonly<Record<string, string>> = { '+': 'pl-mi1', '-': 'pl-md', '!': 'pl-mc' };
const parser = new MarkdownIt({
  html: true,
  linkify: true,
  highlight: (code, language) =>
    language !== 'diff'
      ? ''
      : code
          .replace(/^([+!-]).*$/gm, (line, sign: string) => `<span class="${classes[sign]}">${escape(line)}</span>`)
          .replace(/^ .*$/gm, (line) => escape(line)),
});

/** A comment as GitHub shows it, as far as its style is public: its parser's rules, style and alerts, and the width of a pull request. */
export function asGitHub(comment: string): string {
  const body = parser
    .render(comment)
    .replace(
      /<blockquote>\n<p>\[!(\w+)\]\n/g,
      (_: string, kind: string) =>
        `<blockquote class="markdown-alert markdown-alert-${kind.toLowerCase()}"><p class="markdown-alert-title">${kind[0]}${kind.slice(1).toLowerCase()}</p><p>`,
    );
  return `<!doctype html><html><head><meta charset="utf-8"><style>${css}
    body { margin: 0; padding: 16px; width: 860px; box-sizing: border-box; }
    @media (prefers-color-scheme: dark) { html { background: #0d1117 } }</style></head><body class="markdown-body">${body}</body></html>`;
}
