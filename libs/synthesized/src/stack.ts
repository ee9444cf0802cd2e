import { z } from 'zod';

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

const block = z.record(z.string(), z.record(z.string(), z.looseObject({})));
const providerSchema = z.object({
  alias: z.string().optional(),
  region: z.string(),
  default_tags: z.array(z.object({ tags: z.record(z.string(), z.string()) })).optional(),
});
const documentSchema = z.looseObject({
  terraform: z.object({ backend: z.object({ s3: z.object({ key: z.string() }) }) }),
  provider: z.object({ aws: z.array(providerSchema) }),
  resource: block.optional(),
  data: block.optional(),
  locals: z.record(z.string(), z.unknown()).optional(),
  output: z
    .record(z.string(), z.object({ value: z.unknown().optional(), sensitive: z.boolean().optional() }))
    .optional(),
});
export type StackDocument = z.infer<typeof documentSchema>;

/** A synthesized stack, as Terraform gets it. */
export class Stack {
  /** Where its state is, which names it for those who read it: `testing/network.tfstate`. */
  readonly key: string;
  readonly app: string;
  readonly resources: readonly Resource[];
  /** What the stack's own provider tags everything with that Terraform itself makes. */
  readonly defaultTags: Readonly<Record<string, string>>;
  private readonly byAddress: ReadonlyMap<string, Resource>;
  private readonly document: StackDocument;
  private readonly whole: object;

  constructor(document: unknown) {
    this.document = documentSchema.parse(document);
    this.whole = document as object;
    this.key = this.document.terraform.backend.s3.key;
    this.app = /([^/]+)\.tfstate$/.exec(this.key)?.[1] ?? this.key;
    const providers = new Map(this.document.provider.aws.map((provider) => [provider.alias, provider]));
    const tagsOf = (alias: string | undefined) => providers.get(alias)?.default_tags?.[0]?.tags ?? {};
    this.defaultTags = tagsOf(undefined);
    this.resources = Object.entries(this.document.resource ?? {}).flatMap(([type, byId]) =>
      Object.entries(byId).map(([id, { '//': meta, ...config }]): Resource => {
        const alias = /^aws\.(.+)$/.exec(String(config['provider'] ?? ''))?.[1];
        return {
          stack: this,
          app: this.app,
          type,
          address: `${type}.${id}`,
          path: (meta as { metadata?: { path?: string } } | undefined)?.metadata?.path ?? `${this.app}/${id}`,
          region: providers.get(alias)?.region ?? '',
          providerTags: tagsOf(alias),
          config,
        };
      }),
    );
    this.byAddress = new Map(this.resources.map((resource) => [resource.address, resource]));
  }

  resource(address: string): Resource | undefined {
    return this.byAddress.get(address);
  }

  output(name: string): unknown {
    return this.document.output?.[name]?.value;
  }

  outputs(): Readonly<Record<string, { readonly value?: unknown; readonly sensitive?: boolean | undefined }>> {
    return this.document.output ?? {};
  }

  /** Everything beside the resources, as it was given, also what no part of this model reads: providers, backend, data sources, locals, outputs, what is imported. */
  surroundings(): Readonly<Record<string, unknown>> {
    return Object.fromEntries(Object.entries(this.whole).filter(([name]) => !['resource', '//'].includes(name)));
  }

  local(name: string): unknown {
    return this.document.locals?.[name];
  }

  /** The state that a `terraform_remote_state` data source reads. */
  upstreamKey(dataSource: string): string | undefined {
    const source = this.document.data?.['terraform_remote_state']?.[dataSource];
    return (source?.['config'] as { key?: string } | undefined)?.key;
  }
}
