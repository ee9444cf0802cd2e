import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Environment } from '@malinshopper/environments';
import { leaveCreationStacksOut, type SynthEntry } from '@malinshopper/stack';
import { Testing } from 'cdktf';

leaveCreationStacksOut();

/** A resource in the synthesized JSON. */
export interface SynthesizedResource {
  /** `aws_vpc.network_vpc_1A2B3C4D` */
  readonly address: string;
  /** Its construct path: `network/network/vpc`. */
  readonly path: string;
  // The shape of a resource is Terraform's, one per type: a test names the attributes that it checks.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly config: Record<string, any>;
}

/** A stack's JSON as Terraform gets it, with queries. */
export class Synthesized {
  private readonly document: {
    readonly resource?: Record<string, Record<string, Record<string, unknown>>>;
    readonly output?: Record<string, { readonly value: unknown; readonly sensitive: boolean }>;
    readonly data?: Record<string, Record<string, Record<string, unknown>>>;
  };

  constructor(readonly json: string) {
    this.document = JSON.parse(json) as Synthesized['document'];
  }

  /** Every resource of a type; of all types if none is given. For "every subnet ...", get them all and compare. */
  resources(type?: string): SynthesizedResource[] {
    return Object.entries(this.document.resource ?? {})
      .filter(([name]) => type === undefined || name === type)
      .flatMap(([name, byId]) =>
        Object.entries(byId).map(([id, { '//': meta, ...config }]) => ({
          address: `${name}.${id}`,
          path: (meta as { metadata: { path: string } }).metadata.path,
          config,
        })),
      );
  }

  /**
   * Returns the only resource of a type with a path that ends in this text.
   * @throws if no resource or several resources match, with the existing resources
   */
  resource(type: string, pathEnd = ''): SynthesizedResource {
    const all = this.resources(type);
    const found = all.filter(({ path }) => path.endsWith(pathEnd));
    if (found.length !== 1) {
      const paths = all.map(({ path }) => path).join(', ') || 'none';
      throw new Error(`${found.length} resources of ${type} end in "${pathEnd}", not one. There are: ${paths}.`);
    }
    return found[0]!;
  }

  get outputs(): Record<string, { readonly value: unknown; readonly sensitive: boolean }> {
    return this.document.output ?? {};
  }

  /** The state objects that the stack reads, as `<environment>/<app>.tfstate`. */
  get upstreamStates(): string[] {
    const states = Object.values(this.document.data?.terraform_remote_state ?? {});
    return states.map(({ config }) => (config as { key: string }).key);
  }
}

/**
 * The JSON of an app's stack for an environment, read from the file that Terraform gets: `Testing.synth` leaves out the
 * paths of the constructs, and by default cdktf's validations.
 */
export function synthesized(entry: SynthEntry, environment: Environment): Synthesized {
  const app = Testing.app();
  const { node } = entry(app, environment);
  try {
    app.synth();
    return new Synthesized(readFileSync(join(app.outdir, 'stacks', node.id, 'cdk.tf.json'), 'utf8'));
  } finally {
    rmSync(app.outdir, { recursive: true });
  }
}
