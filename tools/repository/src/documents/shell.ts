import type { Located, Page } from './page';

/** A program with its arguments, as a document quotes it. */
export interface Command {
  readonly page: string;
  readonly line: number;
  /** The variables in front of the program: `ENVIRONMENT=testing`. */
  readonly variables: readonly string[];
  readonly words: readonly string[];
}

/** The keywords of a loop, and the programs that start another program. */
const prefixes = new Set(['while', 'do', 'done', 'sudo', 'time']);
/** A code span with a command: it begins with a variable or the name of a program that documents call in their text. */
const inText = /^(?:[A-Z_]+=\S* )*(?:npm|npx|node|aws|gh) (?!run$)/;
/** The languages of code blocks that contain no commands: the word after the opening fence. */
const withoutCommands = new Set(['ts', 'php', 'diff', 'markdown', 'mermaid', 'text', 'yaml', 'json']);

/** The commands of a page: lines of `sh` blocks, lines behind `$` in `console` blocks, and code spans. */
export function commandsOf(page: Page): { readonly commands: readonly Command[]; readonly faults: readonly string[] } {
  const lines = page.spans.filter(({ text }) => inText.test(text));
  const faults: string[] = [];
  for (const { info, text, line } of page.blocks) {
    const [kind = ''] = info.split(' ');
    if (kind === 'sh') lines.push(...numbered(text, line));
    else if (kind === 'console') lines.push(...numbered(text, line).flatMap(afterPrompt));
    else if (!withoutCommands.has(kind)) {
      faults.push(
        `${page.path}:${line}: a block of the kind "${info}". Write console, sh, or ${[...withoutCommands].join(', ')}.`,
      );
    }
  }
  const commands = lines.flatMap((located) => split(located).map((words) => commandOf(page.path, located.line, words)));
  return { commands: commands.filter(({ words }) => words.length > 0), faults };
}

/** The lines of a block; a line that ends with a backslash goes on. */
function numbered(text: string, first: number): Located[] {
  const joined = text.replace(/\\\n\s*/g, ' ');
  return joined.split('\n').map((one, index) => ({ text: one, line: first + 1 + index }));
}

const afterPrompt = ({ text, line }: Located): Located[] =>
  text.startsWith('$ ') ? [{ text: text.slice(2), line }] : [];

/** The commands of a line as words: without quotes, comments and redirections; a command in `$(...)` is one of its own. */
function split({ text }: Located): string[][] {
  const commands: string[][] = [[]];
  let rest = text.replace(/\$\(([^)]*)\)/g, (_, inner: string) => {
    commands.unshift(...split({ text: inner, line: 0 }));
    return '<value>';
  });
  rest = rest.replace(/[<>]\S*\/dev\/null|2>&1/g, '');
  const word = /\s*(?:(#.*$)|(&&|\|\||[|;])|>\s*\S+|((?:'[^']*'|"[^"]*"|<[^>]*>|[^\s'"|;&<>])+))/y;
  for (let match = word.exec(rest); match; match = word.exec(rest)) {
    const [, comment, operator, plain] = match;
    if (comment !== undefined) break;
    if (operator !== undefined) commands.push([]);
    else if (plain !== undefined) commands.at(-1)!.push(plain.replace(/['"]/g, ''));
  }
  return commands;
}

function commandOf(page: string, line: number, all: readonly string[]): Command {
  const start = all.findIndex((word) => !prefixes.has(word) && !/^[A-Z_]+=/.test(word));
  const variables = all.filter((word, index) => /^[A-Z_]+=/.test(word) && (start === -1 || index < start));
  return { page, line, variables, words: start === -1 ? [] : all.slice(start) };
}
