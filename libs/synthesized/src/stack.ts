import { block, blocks } from './blocks';
import { entriesOf, isObject, partsOf, resourceBlocks } from './parts';

/** Where a resource is said in a Terraform stack, and what its attributes are. */
export interface Resource {
  readonly stack: Stack;
  /** The app that makes it: `network`. */
  readonly app: string;
  /** `aws_s3_bucket` */
  readonly type: string;
  /** `aws_s3_bucket.content_content_1A2B3C4D` */
  readonly address: string;
  /** Its construct, in the program: `data/content/content/Resource`. */
  readonly path: string;
  /** Where it is made: the region of its provider. */
  readonly region: string;
  /** The tags that its provider gives it, if it can be tagged. */
  readonly providerTags: Readonly<Record<string, string>>;
  // The shape of a resource is Terraform's, one for each type: a rule names the attributes that it is about.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly config: Readonly<Record<string, any>>;
}

/** The JSON of a stack. Nothing of it is taken for granted: what has another form than cdktf writes is no reason to read nothing of it. */
type Document = Readonly<Record<string, unknown>>;

/** A synthesized stack, as Terraform gets it. */
export class Stack {
  /** Where its state is, which names it for those who read it: `testing/network.tfstate`. */
  readonly key: string;
  readonly app: string;
  /** What cdktf calls it, which is the app: the key of the state should say the same. */
  readonly name: string;
  readonly resources: readonly Resource[];
  /** What stands beside them: providers, data sources, outputs, and kinds of blocks that nothing here knows. */
  readonly parts: readonly Resource[];
  /** What the stack's own provider tags everything with that Terraform itself makes. */
  readonly defaultTags: Readonly<Record<string, string>>;
  private readonly byAddress: ReadonlyMap<string, Resource>;
  private readonly partsByAddress: ReadonlyMap<string, Resource>;
  private readonly document: Document;

  /** @param document the parsed JSON; of one in another form than cdktf writes, `parts` has what no resource could be made of */
  constructor(document: unknown) {
    this.document = isObject(document) ? document : {};
    const { key, app, name } = placeOf(this.document);
    this.key = key;
    this.app = app;
    this.name = name;
    const providers = new Map(
      blocks(block(this.document['provider'])['aws'])
        .filter(isObject)
        .map((provider) => [provider['alias'], provider]),
    );
    const tagsOf = (alias: string | undefined): Readonly<Record<string, string>> =>
      block(block(providers.get(alias)?.['default_tags'])['tags']);
    this.defaultTags = tagsOf(undefined);
    this.resources = resourceBlocks(this.document['resource']).flatMap(({ type, id, config: raw }): Resource[] => {
      if (!isObject(raw)) return [];
      const { '//': meta, ...config } = raw;
      const alias = /^aws\.(.+)$/.exec(String(config['provider'] ?? ''))?.[1];
      const path = block(block(meta)['metadata'])['path'] as unknown;
      return [
        {
          ...{ stack: this, app: this.app, type, address: `${type}.${id}` },
          path: typeof path === 'string' ? path : `${this.app}/${id}`,
          region: String(providers.get(alias)?.['region'] ?? ''),
          providerTags: tagsOf(alias),
          config,
        },
      ];
    });
    this.byAddress = new Map(this.resources.map((resource) => [resource.address, resource]));
    this.parts = partsOf(this, document);
    this.partsByAddress = new Map(this.parts.map((part) => [part.address, part]));
  }

  resource(address: string): Resource | undefined {
    return this.byAddress.get(address);
  }

  /** What stands beside the resources at an address: `data.terraform_remote_state.network`. */
  part(address: string): Resource | undefined {
    return this.partsByAddress.get(address);
  }

  output(name: string): unknown {
    return block(block(this.document['output'])[name])['value'];
  }

  outputs(): Readonly<Record<string, { readonly value?: unknown; readonly sensitive?: boolean | undefined }>> {
    return Object.fromEntries(entriesOf(this.document['output']).map(([name, each]) => [name, block(each)]));
  }

  /** Everything beside the resources, as it was given, also what no part of this model reads: providers, backend, data sources, locals, outputs, what is imported. */
  surroundings(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(Object.entries(this.document).filter(([name]) => !['resource', '//'].includes(name)));
  }

  local(name: string): unknown {
    return block(this.document['locals'])[name];
  }

  /** The state that a `terraform_remote_state` data source reads. */
  upstreamKey(dataSource: string): string | undefined {
    const states = block(block(this.document['data'])['terraform_remote_state']);
    const key = block(block(states[dataSource])['config'])['key'] as unknown;
    return typeof key === 'string' ? key : undefined;
  }
}

/** Where the state is, and of which app; without a state, a key by the stack's name, which no other stack reads. */
function placeOf(document: Document) {
  const name: unknown = block(block(document['//'])['metadata'])['stackName'];
  const found: unknown = block(block(block(document['terraform'])['backend'])['s3'])['key'];
  const key = typeof found === 'string' ? found : `${String(name ?? 'a stack')} has no state`;
  const app = /([^/]+)\.tfstate$/.exec(key)?.[1] ?? String(name ?? key);
  return { key, app, name: typeof name === 'string' ? name : app };
}
