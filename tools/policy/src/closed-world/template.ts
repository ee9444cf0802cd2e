/** The expressions between `${` and `}` in a text, or the fault of the text. */
export interface Template {
  readonly expressions: readonly string[];
  /** True if the text consists of one expression. */
  readonly isWhole: boolean;
  /** The part that no rule reads. @default - nothing */
  readonly fault?: string;
}

const failed = (fault: string): Template => ({ expressions: [], isWhole: false, fault });

/**
 * Parses a text of the JSON as Terraform does (Terraform language, "JSON Configuration Syntax": every text is a
 * template; "Strings and Templates": `$${` and `%%{` begin nothing).
 */
export function templateOf(text: string): Template {
  const expressions: string[] = [];
  const beginning = /(\$+|%+)\{/g;
  for (let found = beginning.exec(text); found !== null; found = beginning.exec(text)) {
    const { index } = found;
    const signs = found[1]!;
    const near = JSON.stringify(text.slice(index, index + 40));
    if (signs.length === 2) continue;
    // With three or more signs, Terraform and a reader may disagree about the escaped ones.
    if (signs.length > 2) return failed(`has ${near}, which is ambiguous`);
    if (signs === '%') return failed(`has a directive: ${near}`);
    const end = endOf(text, index + 2);
    if (end === undefined) return failed(`has an expression that does not end: ${near}`);
    expressions.push(text.slice(index + 2, end));
    beginning.lastIndex = end + 1;
  }
  return { expressions, isWhole: expressions.length === 1 && text === `\${${expressions[0]}}` };
}

/** The end of an expression: the first closing brace outside of texts and pairs. */
function endOf(text: string, from: number): number | undefined {
  const signs = /\\.|["{}]/gs;
  signs.lastIndex = from;
  let depth = 0;
  let isText = false;
  for (let found = signs.exec(text); found !== null; found = signs.exec(text)) {
    const [sign] = found;
    if (sign === '"') isText = !isText;
    else if (isText || sign.length > 1) continue;
    else if (sign === '{') depth += 1;
    else if (depth === 0) return found.index;
    else depth -= 1;
  }
  return undefined;
}
