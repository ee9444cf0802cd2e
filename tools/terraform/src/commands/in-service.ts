import { setTimeout as pause } from 'node:timers/promises';
import { isInterrupted } from '../run/interrupt';
import type { App } from './app';

/** The current state of an auto scaling group. */
export interface Group {
  readonly name: string;
  /** Its current minimum size: at night, its schedule has set it to none. */
  readonly minimum: number;
  readonly inService: number;
  /** The error of its newest attempt to launch, if that has failed. */
  readonly failure?: string;
}

export interface Waiting {
  readonly groups: (names: readonly string[]) => Promise<readonly Group[]>;
  /** @default - 15 minutes, as long as a capacity alarm waits */
  readonly limitMs?: number;
  /** @default - ten seconds */
  readonly pauseMs?: number;
}

/** Errors that do not disappear after a delay: the quota must be raised (EC2 API reference, "Error codes"). */
const beyondQuota = /VcpuLimitExceeded|vCPU (capacity|limit)|MaxSpotInstanceCountExceeded|Max spot instance count/i;

/**
 * Waits until each auto scaling group of a deployed app has its minimum in service. Terraform does not wait: it would fail at night, and a group
 * without any launched instance is a success for it.
 * @returns the number of instances in service of each, for a person; empty for an app without groups
 * @throws if a group stays below its minimum, with the error of AWS
 */
export async function assertInService(
  app: App,
  { groups, limitMs, pauseMs }: Waiting = waitingOn(app),
): Promise<string> {
  const names = groupNames(app.json);
  if (names.length === 0) return '';
  const until = Date.now() + (limitMs ?? 15 * 60_000);
  for (;;) {
    const found = await groups(names);
    const short = found.filter(({ inService, minimum }) => inService < minimum);
    if (short.length === 0) {
      return `in service: ${found.map(({ name, inService }) => `${name} ${inService}`).join(', ')}`;
    }
    const hopeless = short.some(({ failure }) => failure && beyondQuota.test(failure));
    if (hopeless || Date.now() >= until || isInterrupted()) throw new Error(below(short, app));
    app.reporter.note(app.name, `waiting for instances: ${short.map(inWords).join(', ')}`);
    await pause(pauseMs ?? 10_000);
  }
}

const inWords = ({ name, inService, minimum }: Group) => `${name} has ${inService} of at least ${minimum} in service`;

function below(short: readonly Group[], { name, context }: App): string {
  const lines = short.map(
    (group) => `${inWords(group)}: ${group.failure ?? 'AWS gives no reason, see its scaling activities'}`,
  );
  return (
    `${name} of ${context.environment.name} is applied, but instances are missing:\n${lines.join('\n')}\n` +
    'Raise the quota, or name other instance types (environments/src), and deploy again: the group launches missing instances by itself.'
  );
}

/** The names of the groups in a synthesized stack. */
function groupNames(json: string): string[] {
  const { resource = {} } = JSON.parse(json) as { resource?: Record<string, Record<string, { name?: string }>> };
  return Object.values(resource['aws_autoscaling_group'] ?? {}).flatMap(({ name }) => name ?? []);
}

/** Queries AWS with the session of the deploy. */
function waitingOn({ context: { session } }: App): Waiting {
  return {
    groups: async (AutoScalingGroupNames) => {
      // Loaded here: most apps have no groups.
      const sdk = await import('@aws-sdk/client-auto-scaling');
      const client = new sdk.AutoScalingClient(session.clients);
      const request = new sdk.DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [...AutoScalingGroupNames] });
      const { AutoScalingGroups = [] } = await client.send(request);
      return Promise.all(
        AutoScalingGroups.map(async ({ AutoScalingGroupName: name = '', MinSize: minimum = 0, Instances = [] }) => {
          const inService = Instances.filter(({ LifecycleState }) => LifecycleState === 'InService').length;
          if (inService >= minimum) return { name, minimum, inService };
          const asked = new sdk.DescribeScalingActivitiesCommand({ AutoScalingGroupName: name, MaxRecords: 1 });
          const [newest] = (await client.send(asked)).Activities ?? [];
          const failure = newest?.StatusCode === 'Failed' ? newest.StatusMessage : undefined;
          return { name, minimum, inService, ...(failure && { failure }) };
        }),
      );
    },
  };
}
