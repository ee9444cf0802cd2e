import { DataTerraformRemoteStateS3, Fn, propertyAccess, TerraformOutput, Token } from 'cdktf';
import { Construct } from 'constructs';
import type { AwsStack } from './aws-stack';
import { stateObject, type StateOwner } from './state';

/** The types of an output: a text, a list of texts, or either of them by key. */
interface Shapes {
  text: { published: string; read: string };
  list: { published: string[]; read: string[] };
  map: { published: Record<string, string>; read: (key: string) => string };
  lists: { published: Record<string, string[]>; read: (key: string) => string[] };
}
type Shape = keyof Shapes;

/** One output of a contract: its type, its visibility, and whether it exists in each region. */
interface Output<S extends Shape, R extends boolean = boolean> {
  readonly shape: S;
  readonly secret: boolean;
  readonly regional: R;
  /** The description of the output, for the reader of a plan. */
  readonly description: string;
}

const outputs = <R extends boolean>(secret: boolean, regional: R) => ({
  text: (description: string): Output<'text', R> => ({ shape: 'text', secret, regional, description }),
  list: (description: string): Output<'list', R> => ({ shape: 'list', secret, regional, description }),
  map: (description: string): Output<'map', R> => ({ shape: 'map', secret, regional, description }),
  lists: (description: string): Output<'lists', R> => ({ shape: 'lists', secret, regional, description }),
});

/** A public output. */
export const plain = outputs(false, false);
/** An output with a value that is hidden in every plan, including those of its readers. */
export const secret = outputs(true, false);
/** An output like `plain` that exists in each region of the account. A reader gets the output of its own region. */
export const inEachRegion = outputs(false, true);

type Declaration = Record<string, Output<'text'> | Output<'list'> | Output<'map'> | Output<'lists'>>;
type RegionalKeys<D extends Declaration> = {
  [K in keyof D]: D[K] extends { readonly regional: true } ? K : never;
}[keyof D];
type Values<D extends Declaration, Side extends 'published' | 'read'> = {
  readonly [K in keyof D]: Shapes[D[K]['shape']][Side];
};

export interface Contract<D extends Declaration> {
  readonly app: string;
  /** Writes the outputs into the stack's state. All declared outputs are required; no others are possible. */
  publish(stack: AwsStack, values: Values<D, 'published'>): void;
  /** Writes the outputs that exist in each region, for another region than the stack's own. */
  publishIn(region: string, stack: AwsStack, values: Values<Pick<D, RegionalKeys<D>>, 'published'>): void;
  /**
   * Reads the outputs that the app published for an owner (an environment, or an account), through its remote state. A
   * stack can also read the same app of another owner: this is how a branch borrows from its host. If an output exists
   * in each region, the reader gets the output of the stack's region.
   */
  read(stack: AwsStack, owner: StateOwner): Values<D, 'read'>;
}

/**
 * Declares the outputs that an app publishes for other apps. Each name becomes a Terraform output of the app; after a
 * rename, its readers no longer compile.
 */
export function contract<D extends Declaration>(app: string, declaration: D): Contract<D> {
  const outputsOf = (stack: AwsStack, region: string, values: Partial<Record<string, unknown>>) => {
    const isElsewhere = region !== stack.region;
    const scope = new Construct(stack, isElsewhere ? `contract-${region}` : 'contract');
    for (const [name, { secret: sensitive, ...output }] of Object.entries(declaration)) {
      if (!(name in values)) continue;
      const description = isElsewhere ? `${output.description}, in ${region}` : output.description;
      const published = new TerraformOutput(scope, name, { value: values[name], sensitive, description });
      published.overrideLogicalId(isElsewhere ? nameIn(region, name) : name);
    }
  };
  return {
    app,
    publish: (stack, values) => outputsOf(stack, stack.region, values),
    publishIn: (region, stack, values) => outputsOf(stack, region, values),
    read(stack, owner) {
      const id = owner.name === stack.owner.name ? app : `${app}-of-${owner.name}`;
      const state = new DataTerraformRemoteStateS3(stack, id, stateObject(owner, app));
      const values = Object.entries(declaration).map(([name, output]) => {
        const isElsewhere = output.regional && stack.region !== owner.account.region;
        return [name, readOutput(state, isElsewhere ? nameIn(stack.region, name) : name, output)];
      });
      return Object.fromEntries(values) as Values<D, 'read'>;
    },
  };
}

/** The name of an output in another region than that of the app that publishes it: `volumeKeyArn_eu_central_1`. */
const nameIn = (region: string, name: string) => `${name}_${region.replaceAll('-', '_')}`;

/**
 * A key that can be written as an attribute, `.key` (identifiers of HCL can contain hyphens). An index, `["key"]`, would
 * put quotes into the reference, and a JSON policy with that reference would be invalid until Terraform evaluates it.
 */
const identifier = /^[A-Za-z_][\w-]*$/;

function readOutput(state: DataTerraformRemoteStateS3, name: string, { shape, secret: sensitive }: Output<Shape>) {
  // Terraform loses the sensitivity of the output in the reader's plan (hashicorp/terraform issue 29544).
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
