import { environment } from '@malinshopper/environments';
import { Stack, World } from '@malinshopper/synthesized';

/** A stack of a small policy model: as little as Terraform needs. */
export interface SmallStack {
  /** `testing/data.tfstate` */
  readonly key: string;
  readonly resource?: Readonly<Record<string, Readonly<Record<string, object>>>>;
  readonly locals?: Readonly<Record<string, unknown>>;
  /** Values by output. */
  readonly output?: Readonly<Record<string, unknown>>;
  /** The keys of the states that it reads, by the name of the data source. */
  readonly reads?: Readonly<Record<string, string>>;
}

const stackOf = ({ key, output = {}, reads = {}, ...rest }: SmallStack) =>
  new Stack({
    ...rest,
    terraform: { backend: { s3: { key } } },
    provider: { aws: [{ region: 'eu-west-1' }] },
    output: Object.fromEntries(Object.entries(output).map(([name, value]) => [name, { value }])),
    data: {
      terraform_remote_state: Object.fromEntries(
        Object.entries(reads).map(([name, state]) => [name, { config: { key: state } }]),
      ),
    },
  });

/**
 * A branch's environment of a few resources, for tests of cases that no single change to the real stacks can produce.
 */
export const smallWorld = (stacks: readonly SmallStack[], hosts: readonly SmallStack[] = []): World =>
  new World(environment('feature/policy'), stacks.map(stackOf), hosts.map(stackOf));
