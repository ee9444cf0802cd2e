import type { Rule } from 'eslint';
import { faultsIn } from './faults';

/** A node of the tree that @eslint/markdown makes (mdast), as far as this rule reads it. */
interface Block {
  readonly position: { readonly start: { readonly offset: number } };
}

/** The texts of a page: paragraphs, headings and cells of tables. Blocks of code are no prose. */
export const inMarkdown: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    schema: [],
    docs: { description: 'Pages are in plain technical English (docs/style.md)' },
  },
  create(context) {
    const source = context.sourceCode as unknown as {
      getText(node: Block): string;
      getLocFromIndex(index: number): { line: number; column: number };
    };
    const judge = (node: Block) => {
      for (const { index, found, advice } of faultsIn(source.getText(node))) {
        const at = node.position.start.offset + index;
        const loc = { start: source.getLocFromIndex(at), end: source.getLocFromIndex(at + found.length) };
        context.report({ loc, message: `"${found}": ${advice} (docs/style.md).` });
      }
    };
    return { paragraph: judge, heading: judge, tableCell: judge } as unknown as Rule.RuleListener;
  },
};
