import { Composer, Parser, type CST, type Node } from 'yaml';
import { parserText } from './appspec-text';
import { inBytes, limits } from './limits';
import { quoted } from './quoted';
import type { Report } from './report';

/**
 * The root of an AppSpec file; undefined if it is not valid, and then the report has the reason.
 * The agent reads YAML 1.1 (Ruby's Psych), and so does this: `agentScalar` returns the type of a value. No aliases: the
 * agent's `YAML.load` refuses them from Ruby 3.1 on (psych 4, "aliases: false"), and no file unfolds into a larger one.
 * Stricter than the agent: no tags, one document, no tabs in indentation, and no deep nesting.
 */
export function documentOf(written: string, report: Report): Node | undefined {
  if (Buffer.byteLength(written) > limits.appSpecBytes) {
    report.add(
      undefined,
      `has ${inBytes(Buffer.byteLength(written))}, and an AppSpec file may have ${inBytes(limits.appSpecBytes)}. ` +
        'Move long texts into the scripts that it names.',
    );
    return undefined;
  }
  // The parser and the walk below use no recursion. The composer does, and a stack that overflows in it can end the
  // process (V8 cannot compile a regular expression then), so it never sees a deep document.
  const text = parserText(written, report);
  const tokens = [...new Parser(report.lines.addNewLine).parse(text)];
  checkTokens(tokens, report);
  return report.problems.length > 0 ? undefined : compose(text, tokens, report);
}

function checkTokens(tokens: CST.Token[], report: Report): void {
  const reserved = {
    alias: [
      'has the alias',
      "The agent's YAML reader refuses aliases: write the value itself, and a text with a * in front in quotes.",
    ],
    tag: [
      'has the tag',
      "The accepted tags depend on the agent's version of Ruby: write the value itself, a text in quotes.",
    ],
  } as const;
  const found: { offset: number; message: string }[] = [];
  let deepest: { depth: number; offset: number } = { depth: 0, offset: 0 };
  const left: { token: CST.Token; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = left.pop(); next; next = left.pop()) {
    const { token, depth } = next;
    if (depth > deepest.depth && 'offset' in token) {
      deepest = { depth, offset: token.offset };
    }
    if (token.type === 'alias' || token.type === 'tag') {
      const [what, advice] = reserved[token.type];
      const message = `${what} ${quoted(token.source)}. ${advice}`;
      found.push({ offset: token.offset, message });
    }
    for (const { child, deeper } of children(token)) {
      left.push({ token: child, depth: depth + deeper });
    }
  }
  if (deepest.depth > limits.appSpecDepth) {
    report.add(
      report.lineOf(deepest.offset),
      `nests ${deepest.depth} levels deep here, and an AppSpec file has at most ${limits.appSpecDepth}. ` +
        'Look for superfluous brackets or dashes.',
    );
  }
  found.sort((one, other) => one.offset - other.offset);
  found.forEach(({ offset, message }) => report.add(report.lineOf(offset), message));
}

function children(token: CST.Token): { child: CST.Token; deeper: 0 | 1 }[] {
  const same = [
    ...('start' in token && Array.isArray(token.start) ? token.start : []),
    ...('props' in token ? token.props : []),
    ...('value' in token && token.value ? [token.value] : []),
  ];
  const inside =
    'items' in token ? token.items.flatMap((item) => [...item.start, item.key, ...(item.sep ?? []), item.value]) : [];
  return [
    ...same.map((child) => ({ child, deeper: 0 as const })),
    ...inside.filter((child) => !!child).map((child) => ({ child, deeper: 1 as const })),
  ];
}

function compose(text: string, tokens: CST.Token[], report: Report): Node | undefined {
  // The reader of a mapping reports duplicate keys, with the line of the other one.
  const composer = new Composer({ version: '1.1', uniqueKeys: false, prettyErrors: false });
  const documents = [...composer.compose(tokens, true, text.length)];
  const lines = text.split('\n');
  const reported = new Set<number>();
  for (const { message, pos } of documents.flatMap((document) => [...document.errors, ...document.warnings])) {
    const line = report.lineOf(Math.min(pos[0], Math.max(text.trimEnd().length - 1, 0)));
    // One fault causes several errors; the first of a line names it.
    if (!reported.has(line)) {
      report.add(line, `is not YAML: ${message}. The line is ${quoted(lines[line - 1]?.trim() ?? '')}.`);
    }
    reported.add(line);
  }
  if (reported.size > 0) {
    return undefined;
  }
  const [root, second] = documents.map((document) => document.contents);
  if (second !== undefined) {
    const line = report.lineOf(documents[1]!.range[0]);
    report.add(line, 'begins a second document, and the agent reads only the first: remove the "---" between them.');
    return undefined;
  }
  if (!root) {
    report.add(undefined, 'is empty. It needs at least "version: 0.0" and "os: linux".');
  }
  return root ?? undefined;
}
