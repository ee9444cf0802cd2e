import type { AST, Rule, SourceCode } from 'eslint';
import type { Comment, Node } from 'estree';
import { faultsIn } from './faults';
import { nounClause } from './words';

/** The texts of a source: comments, messages of at least three words, and names of tests. */
export const inSources: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    schema: [],
    docs: { description: 'Comments and messages are in plain technical English (docs/style.md)' },
  },
  create(context) {
    const { sourceCode } = context;
    const report = (at: number, found: string, advice: string) =>
      context.report({
        loc: { start: sourceCode.getLocFromIndex(at), end: sourceCode.getLocFromIndex(at + found.length) },
        message: `"${found}": ${advice} (docs/style.md).`,
      });
    /**
     * Judges a text that occurs literally in the source. The offset of a fault in the source is the offset in the text
     * plus the beginning of the text.
     */
    const judge = (text: string, begin: number) => {
      for (const { index, found, advice } of faultsIn(text)) report(begin + index, found, advice);
    };
    return {
      Program() {
        for (const block of commentBlocks(sourceCode)) {
          judge(withoutMarks(sourceCode.text.slice(block.range[0], block.range[1])), block.range[0]);
        }
      },
      Literal(node) {
        if (typeof node.value !== 'string' || !isMessage(node.value) || isModule(node.parent)) return;
        judge(sourceCode.getText(node).slice(1, -1), node.range![0] + 1);
      },
      TemplateLiteral(node) {
        const [begin, end] = node.range!;
        const values = node.expressions.map(({ range }) => range!);
        // An expression is code: blanks keep its place, so that offsets stay.
        const text = values.reduce(
          (left, [from, to]) => left.slice(0, from - begin) + '_'.repeat(to - from) + left.slice(to - begin),
          sourceCode.text.slice(begin, end),
        );
        if (isMessage(text)) judge(text.slice(1, -1), begin + 1);
      },
      CallExpression(node) {
        const [name] = node.arguments;
        if (!name || !isTest(node.callee) || name.type !== 'Literal' || typeof name.value !== 'string') return;
        const [found] = new RegExp(nounClause, 'i').exec(name.value) ?? [];
        // With a capital it is a sentence, and is found as one.
        if (found && found[0] === found[0]!.toLowerCase() && !name.value.endsWith('?'))
          report(name.range![0] + 1, found, 'begin the name of a test with its noun');
      },
    };
  },
};

/** A text that a person reads has at least three words; shorter ones are names and keys. */
const isMessage = (text: string) => /\S\s+\S+\s+\S/.test(text);

const isModule = (parent: Node | undefined) => parent !== undefined && /^(Import|Export)/.test(parent.type);

/** `test(...)`, `it.each(...)(...)`, `describe.skip(...)` and their like. */
function isTest(callee: Node): boolean {
  if (callee.type === 'Identifier') return /^(test|it|describe)$/.test(callee.name);
  if (callee.type === 'MemberExpression') return isTest(callee.object as Node);
  return callee.type === 'CallExpression' && isTest(callee.callee as Node);
}

/** The comments of a file; lines of `//` that follow each other in one column are one text. */
function commentBlocks(sourceCode: SourceCode): { readonly range: AST.Range }[] {
  const blocks: { range: AST.Range; last: Comment }[] = [];
  for (const comment of sourceCode.getAllComments()) {
    const [begin, end] = comment.range!;
    const block = blocks.at(-1);
    const isNext =
      block?.last.type === 'Line' &&
      comment.type === 'Line' &&
      comment.loc!.start.line === block.last.loc!.start.line + 1 &&
      comment.loc!.start.column === block.last.loc!.start.column;
    if (isNext) {
      block.range = [block.range[0], end];
      block.last = comment;
    } else if (!/^\s*(eslint-|@ts-|prettier-|istanbul )/.test(comment.value)) {
      blocks.push({ range: [begin, end], last: comment });
    }
  }
  return blocks;
}

/** Replaces the marks of comments by blanks, so that every offset stays. */
const withoutMarks = (text: string) =>
  text
    .replace(/^(\/\*\*?|\/\/+)|\*\/$/g, (mark) => ' '.repeat(mark.length))
    .replace(/\n[ \t]*(\*(?!\/)|\/\/+)/g, (mark) => `\n${' '.repeat(mark.length - 1)}`);
