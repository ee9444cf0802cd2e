import { block, blocks } from './blocks';
import { entriesOf, isObject, partsOf, resourceBlocks } from './parts';

/** A resource in a Terraform stack: its address, its construct and its attributes. */
export interface Resource {
  readonly stack: Stack;
  /** The app that declares it: `network`. */
  readonly app: string;
  /** `aws_s3_bucket` */
  readonly type: string;
  /** `aws_s3_bucket.content_content_1A2B3C4D` */
  readonly address: string;
  /** Its construct, in the program: `data/content/content/Resource`. */
  readonly path: string;
  /** The region of its provider. */
  readonly region: string;
  /** The default tags of its provider, if it can be tagged. */
  readonly providerTags: Readonly<Record<string, string>>;
  // The shape of a resource is Terraform's, one for each type: a rule names the attributes that it checks.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly config: Readonly<Record<string, any>>;
}

/**
 * The JSON of a stack. Every part is checked when it is read, so that a part in an unexpected form does not make the
 * other parts unreadable.
 */
type Document = Readonly<Record<string, unknown>>;

/** A synthesized stack, as Terraform gets it. */
export class Stack {
  /** The key of its state, which identifies it for its readers: `testing/network.tfstate`. */
  readonly key: string;
  readonly app: string;
  /** The name in cdktf, which is the app: the key of the state should have the same. */
  readonly name: string;
  readonly resources: readonly Resource[];
  /** The other blocks: providers, data sources, outputs, and kinds of blocks that this model does not know. */
  readonly parts: readonly Resource[];
  /** The default tags of the stack's own provider. */
  readonly defaultTags: Readonly<Record<string, string>>;
  private readonly byAddress: ReadonlyMap<string, Resource>;
  private readonly partsByAddress: ReadonlyMap<string, Resource>;
  private readonly document: Document;

  /** @param document the parsed JSON; `parts` has the blocks that are not in the form of a resource of cdktf */
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

  /** The blocks beside the resources at an address: `data.terraform_remote_state.network`. */
  part(address: string): Resource | undefined {
    return this.partsByAddress.get(address);
  }

  output(name: string): unknown {
    return block(block(this.document['output'])[name])['value'];
  }

  outputs(): Readonly<Record<string, { readonly value?: unknown; readonly sensitive?: boolean | undefined }>> {
    return Object.fromEntries(entriesOf(this.document['output']).map(([name, each]) => [name, block(each)]));
  }

  /**
   * Everything beside the resources, unchanged, including blocks that no part of this model reads: providers, backend,
   * data sources, locals, outputs, imports.
   */
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

/** The key of the state, and its app; without a state, a key from the stack's name, which no other stack reads. */
function placeOf(document: Document) {
  const name: unknown = block(block(document['//'])['metadata'])['stackName'];
  const found: unknown = block(block(block(document['terraform'])['backend'])['s3'])['key'];
  const key = typeof found === 'string' ? found : `${String(name ?? 'a stack')} has no state`;
  const app = /([^/]+)\.tfstate$/.exec(key)?.[1] ?? String(name ?? key);
  return { key, app, name: typeof name === 'string' ? name : app };
}
