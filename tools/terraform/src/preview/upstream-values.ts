import { literalExpression, quoted } from './hcl';
import { anyUnknown, type PlannedOutput } from './planned-outputs';
import type { RemoteReference } from './references';

/**
 * The local value of a preview with all known parts of the outputs that change. A plan contains the expressions of resources (`configuration`), and
 * so would contain a secret in one, but it does not contain locals.
 */
export const valuesLocal = 'preview_outputs';
const prefix = 'preview_';

type Step = string | number;
type Path = readonly Step[];
interface From {
  readonly source: string;
  readonly output: string;
  readonly planned: PlannedOutput;
}

/** True if a name is reserved for placeholders of a preview. */
export const isPreviewName = (name: string): boolean => name.startsWith(prefix);

/**
 * The expressions for planned outputs in a preview. A known value is read from a local value. An unknown one is read from the `output` of a
 * `terraform_data` that does not exist yet, which is unknown in a plan; `jsondecode` removes its type (Terraform, `JSONDecodeFunc`: of an unknown
 * text, a value of any type), and fails if the preview is ever applied.
 */
export class UpstreamValues {
  private readonly known: Record<string, Record<string, string>> = {};
  private readonly names = new Map<string, string>();
  private readonly other = new Set<string>();

  /** @throws if the output has no such part */
  expressionOf({ source, output = '', steps }: RemoteReference, planned: PlannedOutput): string {
    const path: Step[] = [];
    let { value, unknown } = planned;
    for (const step of steps) {
      if (unknown === true) break;
      if (!isIn(value, unknown, step)) throw new Error(`${output} will have no ${JSON.stringify(step)}`);
      value = partOf(value, step);
      unknown = partOf(unknown, step) ?? false;
      path.push(step);
    }
    const rest = steps.slice(path.length).map(index).join('');
    const expression = `${this.of({ source, output, planned }, path, value, unknown)}${rest}`;
    return planned.secret ? `sensitive(${expression})` : expression;
  }

  /** The names of the placeholders, each with its meaning: `network: vpcId`. */
  get placeholders(): ReadonlyMap<string, string> {
    return this.names;
  }

  /** The names of the placeholders with values that change for certain. */
  get changing(): ReadonlySet<string> {
    return this.other;
  }

  get locals(): Readonly<Record<string, unknown>> {
    return { [valuesLocal]: this.known };
  }

  private of(from: From, path: Path, value: unknown, unknown: unknown): string {
    if (unknown === true) return `jsondecode(terraform_data.${this.placeholder(from)}.output)`;
    const part = (step: Step) => this.of(from, [...path, step], partOf(value, step), partOf(unknown, step));
    if (anyUnknown(unknown)) {
      const names = [...new Set([...Object.keys(value ?? {}), ...Object.keys(unknown as object)])];
      if (Array.isArray(unknown)) return `[${names.map((name) => part(Number(name))).join(', ')}]`;
      return `{${names.map((name) => `${quoted(name)} = ${part(name)}`).join(', ')}}`;
    }
    const { source, output, planned } = from;
    // Marked here too: where an expression fails, Terraform shows the values in it, but not sensitive ones.
    const known = literalExpression(planned.value);
    (this.known[source] ??= {})[output] = `\${${planned.secret ? `sensitive(${known})` : known}}`;
    return `local.${valuesLocal}${[source, output, ...path].map(index).join('')}`;
  }

  private placeholder({ source, output, planned }: From): string {
    const of = `${source}: ${output}`;
    const known = [...this.names].find(([, one]) => one === of);
    if (known) return known[0];
    const wanted = `${prefix}${source}_${output}`;
    const name = this.names.has(wanted) ? `${wanted}_${this.names.size}` : wanted;
    this.names.set(name, of);
    if (planned.changesForCertain) this.other.add(name);
    return name;
  }
}

const index = (step: Step) => (typeof step === 'number' ? `[${step}]` : `[${quoted(step)}]`);
const partOf = (value: unknown, step: Step): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined;
const isIn = (value: unknown, unknown: unknown, step: Step) =>
  [value, unknown].some((one) => typeof one === 'object' && one !== null && Object.hasOwn(one, step));
