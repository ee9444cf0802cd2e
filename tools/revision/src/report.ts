import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node } from 'yaml';
import { nearest } from './nearest';
import type { Problem } from './problem';
import { quoted } from './quoted';

/** A value of an AppSpec file, and what to call it: `hooks.AfterInstall[0].timeout`. */
export interface Value {
  readonly where: string;
  readonly line: number;
  readonly node: Node | null;
}

/** Reads values of one file, and collects what is wrong with them. What cannot be read is reported and left out. */
export class Report {
  readonly problems: Problem[] = [];
  /** Where lines begin; filled by the YAML parser. */
  readonly lines = new LineCounter();

  constructor(private readonly file: string) {}

  /** @param line not there if the whole file is meant */
  add(line: number | undefined, message: string): void {
    this.problems.push({ file: this.file, ...(line === undefined ? {} : { line }), message });
  }

  /** The line of a character. */
  lineOf(offset: number): number {
    return this.lines.linePos(offset).line;
  }

  /**
   * The entries of a mapping by their keys.
   * @param allowed all keys that it may have
   * @param required those that it must have
   * @param known keys that are read as well, although nobody is advised to write them
   */
  fields(
    value: Value,
    allowed: readonly string[],
    required: readonly string[] = [],
    known: readonly string[] = [],
  ): Map<string, Value> {
    const fields = new Map<string, Value>();
    if (!isMap<Node | null, Node | null>(value.node)) {
      this.add(value.line, `${named(value.where)} must be a mapping of ${listed(allowed)}, but is ${kind(value)}.`);
      return fields;
    }
    for (const { key, value: node } of value.node.items) {
      const line = this.lineOf((key?.range ?? value.node.range)![0]);
      // As it is written: YAML 1.1 takes `on`, `no` and `1:30` for something else than text.
      const name = isScalar(key) ? (key.source ?? String(key.value)) : undefined;
      const where = value.where === '' ? `${name}` : `${value.where}.${name}`;
      const before = name === undefined ? undefined : fields.get(name);
      if (name === undefined) {
        this.add(line, `${named(value.where)} has a key that is no text: its keys are ${listed(allowed)}.`);
      } else if (before) {
        this.add(line, `${where} is there twice: line ${before.line} has it already. Remove or merge one of them.`);
      } else if (!allowed.includes(name) && !known.includes(name)) {
        this.add(line, this.unknown(`${named(value.where)} has the unknown key ${quoted(name)}`, name, allowed));
      } else {
        fields.set(name, { where, line, node });
      }
    }
    for (const name of required.filter((name) => !fields.has(name))) {
      this.add(value.line, `${named(value.where)} has no ${name}, which is required: add it.`);
    }
    return fields;
  }

  /** The elements of a list, at least one. */
  elements(value: Value): Value[] {
    if (!isSeq<Node | null>(value.node) || value.node.items.length === 0) {
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
    if (isScalar(value.node) && typeof value.node.value === 'string' && value.node.value !== '') {
      return value.node.value;
    }
    // A number to the `yaml` package, a text to the agent: its Psych excepts it.
    if (isScalar(value.node) && value.node.source === '.') {
      return '.';
    }
    const advice = isScalar(value.node) && value.node.source ? ' Put it into quotes if it is meant.' : '';
    this.add(value.line, `${value.where} must be a text, but is ${kind(value)}.${advice}`);
    return undefined;
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

  /** A sentence about a name that is not known, with what was probably meant and all that may be. */
  unknown(beginning: string, name: string, known: readonly string[]): string {
    const meant = nearest(name, known);
    return `${beginning}.${meant ? ` Did you mean ${meant}?` : ''} Allowed: ${listed(known)}.`;
  }
}

function named(where: string): string {
  return where === '' ? 'The file' : where;
}

function listed(names: readonly string[]): string {
  return names.join(', ');
}

/** What was received, for a message. */
export function kind({ node }: Pick<Value, 'node'>): string {
  if (isMap(node)) {
    return 'a mapping';
  }
  if (isSeq(node)) {
    return node.items.length === 0 ? 'an empty list' : 'a list';
  }
  if (!isScalar(node) || node.value === null || node.value === '') {
    return isAlias(node) ? 'an alias' : 'blank';
  }
  const written = node.source ?? String(node.value);
  if (typeof node.value === 'string') {
    return `the text ${quoted(written)}`;
  }
  return typeof node.value === 'object' ? `the date ${written}` : `the ${typeof node.value} ${written}`;
}
