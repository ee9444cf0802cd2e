import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Scalar } from 'yaml';
import { agentScalar } from './agent-scalar';
import { nearest } from './nearest';
import type { Problem } from './problem';
import { quoted } from './quoted';

/** A value of an AppSpec file, and its name: `hooks.AfterInstall[0].timeout`. */
export interface Value {
  readonly where: string;
  readonly line: number;
  readonly node: Node | null;
}

/** The keys that a mapping may have. */
export interface Keys {
  readonly allowed: readonly string[];
  /** @default none */
  readonly required?: readonly string[];
  /** Keys that are read as well, although no message suggests them. @default none */
  readonly known?: readonly string[];
  /** The advice for a common wrong key, as a sentence. @default none */
  readonly advice?: Readonly<Record<string, string>>;
  /** True if the agent ignores unknown keys. @default true */
  readonly ignored?: boolean;
}

/** Reads values of one file, and collects their faults. Unreadable values are reported and left out. */
export class Report {
  readonly problems: Problem[] = [];
  /** The beginnings of lines; filled by the YAML parser. */
  readonly lines = new LineCounter();

  constructor(private readonly file: string) {}

  /** @param line absent for the whole file */
  add(line: number | undefined, message: string): void {
    this.problems.push({ file: this.file, ...(line === undefined ? {} : { line }), message });
  }

  /** The line of a character. */
  lineOf(offset: number): number {
    return this.lines.linePos(offset).line;
  }

  /** The entries of a mapping by their keys. Without blank ones, which the agent treats as absent. */
  fields(value: Value, { allowed, required = [], known = [], advice = {}, ignored = true }: Keys): Map<string, Value> {
    const fields = new Map<string, Value>();
    if (!isMap<Node | null, Node | null>(value.node)) {
      this.add(value.line, `${named(value.where)} must be a mapping of ${listed(allowed)}, but is ${kind(value)}.`);
      return fields;
    }
    for (const { key, value: node } of value.node.items) {
      const line = this.lineOf((key?.range ?? value.node.range)![0]);
      // As it is written: YAML 1.1 reads `on`, `no` and `1:30` as other types than text.
      const name = isScalar(key) ? (key.source ?? String(key.value)) : undefined;
      const where = value.where === '' ? `${name}` : `${value.where}.${name}`;
      const before = name === undefined ? undefined : fields.get(name);
      if (name === undefined) {
        this.add(line, `${named(value.where)} has a key that is not a text: its keys are ${listed(allowed)}.`);
      } else if (before) {
        this.add(
          line,
          `${where} is there twice: line ${before.line} has it already, and the agent reads the last one only. Remove or merge ` +
            'one of them.',
        );
      } else if (!allowed.includes(name) && !known.includes(name)) {
        const beginning = `${named(value.where)} has the unknown key ${quoted(name)}`;
        const end = ignored ? ' The agent would ignore it silently.' : '';
        const instead = advice[name];
        this.add(
          line,
          instead ? `${beginning}, which the agent ignores. ${instead}` : this.unknown(beginning, name, allowed) + end,
        );
      } else {
        fields.set(name, { where, line, node });
      }
    }
    for (const [name, field] of fields) {
      if (isBlank(field.node) && !required.includes(name)) {
        fields.delete(name);
      }
    }
    for (const name of required.filter((name) => !fields.has(name))) {
      this.add(value.line, `${named(value.where)} has no ${name}, which is required: add it.`);
    }
    return fields;
  }

  /** The elements of a list, which may be empty; an empty mapping is one to the agent. */
  elements(value: Value): Value[] {
    if (isMap(value.node) && value.node.items.length === 0) {
      return [];
    }
    if (!isSeq<Node | null>(value.node)) {
      this.add(value.line, `${named(value.where)} must be a list (lines that begin with "- "), but is ${kind(value)}.`);
      return [];
    }
    return value.node.items.map((node, index) => {
      const line = node?.range ? this.lineOf(node.range[0]) : value.line;
      return { where: `${value.where}[${index}]`, line, node };
    });
  }

  /** A text that is not empty. */
  text(value: Value): string | undefined {
    const read = isScalar(value.node) ? agentScalar(value.node) : undefined;
    if (typeof read === 'string' && read !== '') {
      return read;
    }
    const advice = isScalar(value.node) && value.node.source ? ' Put it into quotes if it is meant.' : '';
    this.add(value.line, `${value.where} must be a text, but is ${kind(value)}.${advice}`);
    return undefined;
  }

  /**
   * Returns a text that is not empty, or a value that the agent converts to a text (`to_s.strip`). A number or `true`
   * is accepted if the agent converts it back to the same characters. The agent reads `010` as 8 and `yes` as true, so
   * these are refused.
   */
  loosely(value: Value): string | undefined {
    const read = isScalar(value.node) ? agentScalar(value.node) : undefined;
    const isWritten =
      (typeof read === 'number' || typeof read === 'boolean') && String(read) === (value.node as Scalar).source;
    const text = isWritten ? String(read) : this.text(value)?.replace(/^[\0\t-\r ]+|[\0\t-\r ]+$/g, '');
    if (text === '') {
      this.add(value.line, `${value.where} must be a text, but contains spaces only.`);
      return undefined;
    }
    return text;
  }

  /** One of some texts. */
  oneOf<Choice extends string>(value: Value, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(value);
    const choice = choices.find((candidate) => candidate === text);
    if (text !== undefined && choice === undefined) {
      this.add(value.line, this.unknown(`${value.where} is ${quoted(text)}`, text, choices));
    }
    return choice;
  }

  /** A sentence about an unknown name, with the one that was probably meant and all allowed ones. */
  unknown(beginning: string, name: string, known: readonly string[]): string {
    const meant = nearest(name, known);
    return `${beginning}.${meant ? ` Did you mean ${meant}?` : ''} Allowed: ${listed(known)}.`;
  }
}

/** True if the agent finds nothing there: `hooks:` alone, `~`, `null`. */
function isBlank(node: Node | null): boolean {
  return node === null || (isScalar(node) && agentScalar(node) === null);
}

function named(where: string): string {
  return where === '' ? 'The file' : where;
}

function listed(names: readonly string[]): string {
  return names.join(', ');
}

/** The received value, for a message. */
export function kind({ node }: Pick<Value, 'node'>): string {
  if (isMap(node)) {
    return 'a mapping';
  }
  if (isSeq(node)) {
    return node.items.length === 0 ? 'an empty list' : 'a list';
  }
  const read = isScalar(node) ? agentScalar(node) : null;
  if (!isScalar(node) || read === null || read === '') {
    return isAlias(node) ? 'an alias' : 'blank';
  }
  const written = node.source ?? '';
  if (typeof read === 'string') {
    return `the text ${quoted(written)}`;
  }
  return `the ${typeof read === 'object' ? read.is : typeof read} ${written}`;
}
