import type { Scenario } from '../scenarios';

/** One way to make an environment worse, which one rule has to notice. */
export interface Mutation {
  /** The id of the rule that is meant for it. */
  readonly rule: string;
  /** What is done, to be read in the test's name: "the bucket loses its policy". */
  readonly what: string;
  /** @default production */
  readonly scenario?: Scenario;
  /** The type of the resource that is changed. */
  readonly type: string;
  /** How the path of the resource ends, where there are several of the type. @default - the first one */
  readonly path?: string;
  readonly change: Change;
}

/**
 * Changes the resource's attributes in place, as they stand in the JSON; or adds resources to the others of its stack, by type
 * and id; or changes what else stands in its stack; or removes it: `remove`.
 */
export type Change =
  | ((config: Changeable, resources: Record<string, Record<string, object>>, document: Changeable) => void)
  | typeof remove;

/**
 * JSON that a mutation changes: attributes of Terraform's, statements of IAM's. It has no type on purpose: a mutation writes also what a type of it would
 * refuse, such as one value in place of a list.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Changeable = any;

/** Takes the whole resource away. */
export const remove = 'remove';

/** Changes what an attribute holds as JSON text. */
export function changeJson(attribute: string, change: (value: Changeable) => void) {
  return (config: Record<string, string>): void => {
    const value: unknown = JSON.parse(config[attribute]!);
    change(value);
    config[attribute] = JSON.stringify(value);
  };
}

/** Changes a policy's statements inside the JSON text in which they stand. */
export const inPolicy = (change: (statements: Changeable[]) => void, attribute = 'policy') =>
  changeJson(attribute, ({ Statement }: { Statement: unknown[] }) => change(Statement));
