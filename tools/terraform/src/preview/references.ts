/** An output of another app's state, as an expression names it. */
export interface RemoteReference {
  /** The name of the data source: `network`. */
  readonly source: string;
  /** `vpcId`. Undefined if the expression does not name one output: it takes all at once, or in a form that is not parsed here. */
  readonly output: string | undefined;
  /** The part of the output: `['web']`, `[0]`. A step that depends on another value (`[each.key]`) stays behind the reference. */
  readonly steps: readonly (string | number)[];
}

/** HCL syntax specification, "Identifiers", "Attribute Access Operator", "Index Operator" and "Legacy Index Keys". */
const reference =
  /data\.terraform_remote_state\.([A-Za-z_][\w-]*)(?:\.outputs\.([A-Za-z_][\w-]*)((?:\.(?:[A-Za-z_][\w-]*|\d+)|\[(?:\d+|"[^"\\$%]*")\])*))?/y;
const step = /\.([A-Za-z_][\w-]*)|\.(\d+)|\[(\d+)\]|\["([^"]*)"\]/g;
const word = 'terraform_remote_state';

/** True if a text could refer to a state at all. */
export const mayRefer = (text: string): boolean => text.includes(word);

/**
 * Replaces the references to states in a text of Terraform's JSON syntax: only in parts that Terraform evaluates, between `${` or `%{` and `}`, and
 * not in a quoted text there (HCL syntax specification, "Template Expressions").
 * @param replaced returns the expression that replaces a reference, or undefined to leave it
 * @throws with the expression, if the text refers to a state in a form that is not parsed here
 */
export function replaceReferences(text: string, replaced: (reference: RemoteReference) => string | undefined): string {
  if (!mayRefer(text)) return text;
  let done = '';
  let at = 0;
  const take = (length: number) => {
    done += text.slice(at, at + length);
    at += length;
  };
  /** The current nesting: in a template, in a quoted one, or in an expression with that number of open braces. */
  const inside: ('text' | 'quoted' | { braces: number })[] = ['text'];
  while (at < text.length) {
    const here = inside.at(-1)!;
    const two = text.slice(at, at + 2);
    if (typeof here === 'string') {
      if (/^(\$\$|%%)\{/.test(text.slice(at, at + 3))) take(3);
      else if (two === '${' || two === '%{') {
        inside.push({ braces: 0 });
        take(2);
      } else if (here === 'quoted' && two.startsWith('\\')) take(2);
      else {
        if (here === 'quoted' && two.startsWith('"')) inside.pop();
        take(1);
      }
      continue;
    }
    const found = isWordBefore(text, at) ? undefined : referenceAt(text, at);
    if (found) {
      done += replaced(found.reference) ?? found.text;
      at += found.text.length;
      continue;
    }
    if (['//', '/*', '<<'].includes(two) || two.startsWith('#') || text.startsWith(word, at)) throw notUnderstood(text);
    if (two.startsWith('"')) inside.push('quoted');
    if (two.startsWith('{')) here.braces += 1;
    if (two.startsWith('}') && here.braces-- === 0) inside.pop();
    take(1);
  }
  if (inside.length > 1) throw notUnderstood(text);
  return done;
}

const isWordBefore = (text: string, at: number) => /[\w.-]/.test(text[at - 1] ?? '');

function referenceAt(text: string, at: number): { reference: RemoteReference; text: string } | undefined {
  reference.lastIndex = at;
  const [whole, source = '', output, path = ''] = reference.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const steps = [...path.matchAll(step)].map(
    ([, attribute, legacy, index, key]) => attribute ?? key ?? Number(legacy ?? index),
  );
  return { reference: { source, output, steps }, text: whole };
}

const notUnderstood = (text: string) => new Error(`the expression cannot be parsed: ${text.slice(0, 300)}`);
