import { DataTerraformRemoteStateS3, Fn, propertyAccess, TerraformOutput, Token } from 'cdktf';
import { Construct } from 'constructs';
import type { AwsStack } from './aws-stack';
import { stateObject, type StateOwner } from './state';

/** What an output can hold: a text, a list of texts, or either of them by key. */
interface Shapes {
  text: { published: string; read: string };
  list: { published: string[]; read: string[] };
  map: { published: Record<string, string>; read: (key: string) => string };
  lists: { published: Record<string, string[]>; read: (key: string) => string[] };
}
type Shape = keyof Shapes;

/** One output of a contract: its shape, and whether its value may be seen. */
interface Output<S extends Shape> {
  readonly shape: S;
  readonly secret: boolean;
  /** What the output is, for the reader of a plan. */
  readonly description: string;
}

const outputs = (secret: boolean) => ({
  text: (description: string): Output<'text'> => ({ shape: 'text', secret, description }),
  list: (description: string): Output<'list'> => ({ shape: 'list', secret, description }),
  map: (description: string): Output<'map'> => ({ shape: 'map', secret, description }),
  lists: (description: string): Output<'lists'> => ({ shape: 'lists', secret, description }),
});

/** An output that anybody may see. */
export const plain = outputs(false);
/** An output whose value is hidden in every plan, also in those of its readers. */
export const secret = outputs(true);

type Declaration = Record<string, Output<'text'> | Output<'list'> | Output<'map'> | Output<'lists'>>;
type Values<D extends Declaration, Side extends 'published' | 'read'> = {
  readonly [K in keyof D]: Shapes[D[K]['shape']][Side];
};

export interface Contract<D extends Declaration> {
  readonly app: string;
  /** Writes the outputs into the stack's state. Every output has to be given; nothing else can be. */
  publish(stack: AwsStack, values: Values<D, 'published'>): void;
  /**
   * Reads what the app published for an owner (an environment, or an account), through its remote state. A stack may read
   * the same app of another owner too: that is how a branch borrows from its host.
   */
  read(stack: AwsStack, owner: StateOwner): Values<D, 'read'>;
}

/**
 * Declares what an app publishes for others. Each name becomes a Terraform output of the app; a name that is changed here
 * no longer compiles where it is read.
 */
export function contract<D extends Declaration>(app: string, declaration: D): Contract<D> {
  return {
    app,
    publish(stack, values) {
      const scope = new Construct(stack, 'contract');
      for (const [name, { secret: sensitive, description }] of Object.entries(declaration)) {
        const output = new TerraformOutput(scope, name, { value: values[name], sensitive, description });
        output.overrideLogicalId(name);
      }
    },
    read(stack, owner) {
      const id = owner.name === stack.owner.name ? app : `${app}-of-${owner.name}`;
      const state = new DataTerraformRemoteStateS3(stack, id, stateObject(owner, app));
      const values = Object.entries(declaration).map(([name, output]) => [name, readOutput(state, name, output)]);
      return Object.fromEntries(values) as Values<D, 'read'>;
    },
  };
}

/**
 * A key that is read as an attribute (HCL's identifiers may have hyphens). An index would put quotes into what refers to it:
 * a policy with one would be no JSON before Terraform has read it.
 */
const identifier = /^[A-Za-z_][\w-]*$/;

function readOutput(state: DataTerraformRemoteStateS3, name: string, { shape, secret: sensitive }: Output<Shape>) {
  // Terraform forgets in the reader's plan that the output was sensitive (hashicorp/terraform issue 29544).
  const guarded = <T>(value: T): T => (sensitive ? (Fn.sensitive(value) as T) : value);
  switch (shape) {
    case 'text':
      return guarded(state.getString(name));
    case 'list':
      return guarded(state.getList(name));
    case 'map':
      return (key: string) =>
        guarded(
          identifier.test(key)
            ? state.getString(`${name}.${key}`)
            : Token.asString(propertyAccess(state.get(name), [key])),
        );
    case 'lists':
      return (key: string) =>
        guarded(
          identifier.test(key) ? state.getList(`${name}.${key}`) : Token.asList(propertyAccess(state.get(name), [key])),
        );
  }
}
