import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

type Data = ReturnType<Evaluator['evaluate']>;

/** The contexts of an expression: `github`, `inputs`, `needs`, ... */
export type Contexts = Readonly<Record<string, unknown>>;

/** The status so far, for `success()` and `failure()`. */
export interface Status {
  readonly success: boolean;
  readonly failure: boolean;
}

const STATUS = /\b(success|failure|cancelled|always)\s*\(/;
/** An expression in a text. A `}}` within quotes does not end the expression. */
const EMBEDDED = /\$\{\{((?:'(?:[^']|'')*'|[^'])*?)\}\}/g;

/** A text with its expressions filled in by GitHub's own evaluator. */
export function filled(text: string, contexts: Contexts, status?: Status): string {
  return text.replace(EMBEDDED, (_, expression: string) => valueOf(expression, contexts, status).coerceString());
}

/**
 * Fills in the expressions in each text of an object. A value of another type (`true`, `22` in YAML) becomes its text.
 */
export function filledAll(texts: Readonly<Record<string, unknown>> = {}, contexts: Contexts): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, filled(String(text), contexts)]));
}

/**
 * True if a step or job runs, by its `if` (GitHub documentation, "Expressions": Status check functions): without one of these functions it runs only
 * after success.
 */
export function isMet(condition: unknown, contexts: Contexts, status: Status): boolean {
  const text = condition === undefined ? 'success()' : String(condition).replace(/^\$\{\{(.*)\}\}$/s, '$1');
  if (!STATUS.test(text) && !status.success) return false;
  const value = valueOf(text, contexts, status);
  return !(value instanceof data.Null || value.coerceString() === '' || ['false', '0'].includes(value.coerceString()));
}

function valueOf(expression: string, contexts: Contexts, status: Status = { success: true, failure: false }): Data {
  const is = (name: string, value: boolean) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(value),
  });
  const functions = [
    is('success', status.success),
    is('failure', status.failure),
    is('always', true),
    is('cancelled', false),
    // Keys of caches, of which there are none here.
    { name: 'hashFiles', minArgs: 1, maxArgs: 255, call: () => new data.StringData('hash') },
  ];
  const parser = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions);
  const known = new Map(functions.map((one) => [one.name.toLowerCase(), one]));
  return new Evaluator(
    parser.parse(),
    JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary,
    known,
  ).evaluate();
}
