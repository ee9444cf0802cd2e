import type { Scenario } from '../scenarios';

/** A change that makes an environment worse, and that one rule has to report. */
export interface Mutation {
  /** The id of the rule that has to report it. */
  readonly rule: string;
  /** Its description, for the name of a test: "the bucket loses its policy". */
  readonly what: string;
  /** @default production */
  readonly scenario?: Scenario;
  /** The type of the changed resource. */
  readonly type: string;
  /** The end of the resource's path, where there are several of the type. @default - the first one */
  readonly path?: string;
  readonly change: Change;
}

/**
 * Changes the resource's attributes in place, in their JSON form; adds resources to its stack, by type and id; changes
 * other parts of its stack; or removes it: `remove`.
 */
export type Change =
  | ((config: Changeable, resources: Record<string, Record<string, object>>, document: Changeable) => void)
  | typeof remove;

/**
 * JSON that a mutation changes: attributes of Terraform, statements of IAM. It is untyped on purpose: a mutation also
 * writes values that a type would refuse, such as one value in place of a list.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Changeable = any;

/** Removes the whole resource. */
export const remove = 'remove';

/** Changes the JSON text in an attribute. */
export function changeJson(attribute: string, change: (value: Changeable) => void) {
  return (config: Record<string, string>): void => {
    const value: unknown = JSON.parse(config[attribute]!);
    change(value);
    config[attribute] = JSON.stringify(value);
  };
}

/** Changes a policy's statements inside their JSON text. */
export const inPolicy = (change: (statements: Changeable[]) => void, attribute = 'policy') =>
  changeJson(attribute, ({ Statement }: { Statement: unknown[] }) => change(Statement));
