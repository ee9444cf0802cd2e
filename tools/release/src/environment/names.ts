import { packageBucket } from '@malinshopper/software';
import { synthesize, type SynthOptions } from '@malinshopper/synth';
import { workerRoles, workersOf, type Environment, type Role } from '@malinshopper/environments';
import { z } from 'zod';

/**
 * The names of the resources to which an environment is released, from its synthesized apps: the deployed resources have
 * exactly these names.
 */
export interface Names {
  /** The package bucket. */
  readonly bucket: string;
  /** CodeDeploy's application. */
  readonly application: string;
  /** The deployment group of each role that has its own instances. */
  readonly groups: ReadonlyMap<Role, string>;
  /** The cluster that replaces workers. @default - none */
  readonly cluster?: ClusterNames;
}

export interface ClusterNames {
  readonly name: string;
  /** The key in the package bucket of the script that installs a release on it. */
  readonly script: string;
  /** The key of the script that sets its primary node up. */
  readonly setup: string;
}

type Resources = Record<string, Record<string, Record<string, unknown>>>;
const stack = z.object({
  output: z.record(z.string(), z.object({ value: z.unknown() })).default({}),
  resource: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))).default({}),
});

/**
 * The names of an environment, from its synthesized apps; AWS is not queried.
 * @param options of the synthesis, for a variant of an environment. @default - the values in its file
 */
export async function namesOf(environment: Environment, options?: SynthOptions): Promise<Names> {
  const onACluster = workersOf(environment).length < workerRoles.length;
  const apps = ['apps/data', 'apps/delivery', ...(onACluster ? ['apps/compute'] : [])];
  const json = await synthesize(environment.ref, apps, options);
  return {
    bucket: packageBucket(json.get('data')!),
    ...deliveryNames(json.get('delivery')!),
    ...(onACluster && { cluster: clusterNames(json.get('compute')!) }),
  };
}

/** @throws Error if the delivery app does not publish an application and groups that it makes */
export function deliveryNames(json: string): Pick<Names, 'application' | 'groups'> {
  const { output, resource } = stack.parse(JSON.parse(json));
  const application = named(resource, output['applicationName']?.value, 'name');
  const groups = Object.entries((output['groupNames']?.value ?? {}) as Record<Role, unknown>).map(
    ([role, value]) => [role as Role, named(resource, value, 'deployment_group_name')] as const,
  );
  const known = groups.filter((group): group is readonly [Role, string] => group[1] !== undefined);
  if (application && known.length > 0 && known.length === groups.length) return { application, groups: new Map(known) };
  throw new Error(
    'The destination of a release cannot be found: apps/delivery must publish applicationName and groupNames, of an application and ' +
      'groups that it makes. If its contract has changed, change tools/release/src/environment/names.ts with it.',
  );
}

/** @throws Error if the compute app makes no cluster, or not the scripts that set it up and install a release on it */
export function clusterNames(json: string): ClusterNames {
  const { resource } = stack.parse(JSON.parse(json));
  const texts = (type: string, attribute: string) =>
    Object.values(resource[type] ?? {}).map((one) => String(one[attribute] ?? ''));
  const [name] = texts('aws_emr_cluster', 'name');
  const keyLike = (start: string) => texts('aws_s3_object', 'key').find((key) => key.startsWith(`cluster/${start}`));
  const [script, setup] = [keyLike('install-release'), keyLike('setup')];
  if (name && script && setup) return { name, script, setup };
  throw new Error(
    'The Hadoop cluster cannot be released to: apps/compute must make a cluster, and objects cluster/setup... and ' +
      'cluster/install-release... in the package bucket. If it names them differently now, change tools/release/src/environment/names.ts with it.',
  );
}

/** The attribute of the resource to which a value refers: `${aws_codedeploy_app.application.name}`. */
function named(resources: Resources, value: unknown, attribute: string): string | undefined {
  const [, type, id] = /^\$\{(\w+)\.([^.}]+)\.\w+\}$/.exec(String(value)) ?? [];
  const found = resources[type ?? '']?.[id ?? '']?.[attribute];
  return typeof found === 'string' ? found : undefined;
}
