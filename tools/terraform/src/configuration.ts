import { z } from 'zod';

const remoteState = z.object({ config: z.object({ bucket: z.string(), key: z.string(), region: z.string() }) });

const versions = z.object({
  required_version: z.string(),
  backend: z.object({
    s3: z.looseObject({ bucket: z.string(), key: z.string().regex(/^[^/]+\/[^/]+\.tfstate$/), region: z.string() }),
  }),
});

/** The parts of a synthesized `cdk.tf.json` that this tool reads; all other parts concern Terraform only. */
const synthesized = z.object({
  terraform: versions.extend({
    required_providers: z.looseObject({ aws: z.looseObject({ version: z.string() }) }),
  }),
  provider: z.object({
    aws: z
      .array(
        z.looseObject({
          alias: z.string().optional(),
          region: z.string().optional(),
          allowed_account_ids: z.array(z.string()).min(1),
        }),
      )
      .min(1),
  }),
  data: z.looseObject({ terraform_remote_state: z.record(z.string(), remoteState).optional() }).optional(),
  resource: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  module: z.record(z.string(), z.unknown()).optional(),
});

/**
 * A stack without a provider: only resource types that are built into Terraform. Any other content, such as an `aws_vpc`, makes it one of those
 * above, or Terraform would load a provider without the account guard.
 */
const builtIn = z.object({
  terraform: versions.extend({ required_providers: z.never().optional() }),
  provider: z.never().optional(),
  data: z.strictObject({ terraform_remote_state: z.record(z.string(), remoteState).optional() }).optional(),
  resource: z.strictObject({ terraform_data: z.record(z.string(), z.unknown()).optional() }).optional(),
  module: z.never().optional(),
});

const guarded = z.object({ lifecycle: z.object({ prevent_destroy: z.literal(true) }) });
const metadata = z.object({ '//': z.object({ metadata: z.object({ path: z.string() }) }) });

/** The location of a state. */
export interface StateLocation {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
}

/** An app as it was synthesized for an environment. */
export interface Configuration {
  /** The app's name, such as `network`. */
  readonly app: string;
  /** The owner of the state: the environment's name, or the account's for an app that exists once per account. */
  readonly owner: string;
  readonly state: StateLocation;
  readonly accountIds: readonly string[];
  /** The `alias` of each `aws` provider block, in their order; undefined is the default provider. */
  readonly providers: readonly (string | undefined)[];
  /** The region of the default provider's resources. @default - none: all of them are built into Terraform */
  readonly region?: string;
  /** The required version of the AWS provider; `none` if all resources are built into Terraform. */
  readonly providerVersion: string;
  /** The states that it reads, by the name of their data source. */
  readonly upstreams: Readonly<Record<string, StateLocation>>;
  /** Everything that `terraform init` depends on. */
  readonly initInputs: unknown;
  /** The construct that made a resource (its path in the program), by the resource's address. */
  constructPath(address: string): string | undefined;
  /** True if a resource must never be destroyed or replaced (`prevent_destroy`). */
  isProtected(address: string): boolean;
}

/** The two parts of a state's key, `<environment or account>/<app>.tfstate`. */
export function stateOwner(key: string): { owner: string; app: string } {
  const [owner = '', file = ''] = key.split('/');
  return { owner, app: file.replace(/\.tfstate$/, '') };
}

/**
 * Reads a synthesized stack.
 * @throws if it lacks a part that every stack of this repository has: an S3 backend, versions, and an account guard, which only a stack without any
 * provider may lack
 */
export function readConfiguration(text: string, file = 'cdk.tf.json'): Configuration {
  const json: unknown = JSON.parse(text);
  const parsed = builtIn.safeParse(json).success ? builtIn.safeParse(json) : synthesized.safeParse(json);
  if (!parsed.success) {
    throw new Error(
      `${file} is not a stack of this repository:\n${z.prettifyError(parsed.error)}\n` +
        'Make the stack from EnvironmentStack or AwsStack (libs/stack): they set the backend, the versions and the account.',
    );
  }
  const { terraform, provider, data, resource = {}, module } = parsed.data;
  const blocks = provider?.aws ?? [];
  const { bucket, key, region } = terraform.backend.s3;
  const upstreams = Object.entries(data?.terraform_remote_state ?? {});
  const resourceAt = (address: string): unknown => {
    // An instance of a resource is `type.name[key]`; modules and their resources have no construct of their own.
    const [type = '', name = ''] = address.replace(/\[.*$/, '').split('.');
    return (resource as Record<string, Record<string, unknown> | undefined>)[type]?.[name];
  };
  return {
    ...stateOwner(key),
    state: { bucket, key, region },
    accountIds: blocks.flatMap((block) => block.allowed_account_ids),
    providers: blocks.map(({ alias }) => alias),
    region: blocks.find(({ alias }) => alias === undefined)?.region,
    providerVersion: terraform.required_providers?.aws.version ?? 'none',
    upstreams: Object.fromEntries(upstreams.map(([name, { config }]) => [name, config])),
    initInputs: { terraform, provider, module },
    constructPath: (address) => metadata.safeParse(resourceAt(address)).data?.['//'].metadata.path,
    isProtected: (address) => guarded.safeParse(resourceAt(address)).success,
  };
}
