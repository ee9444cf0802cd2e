import type { EventName, LifecycleEvent, Order, Target } from '../deployment';
import { targetGroupsOf } from './traffic';

const leave = ['BeforeBlockTraffic', 'BlockTraffic', 'AfterBlockTraffic'] as const;
const change = [
  'ApplicationStop',
  'DownloadBundle',
  'BeforeInstall',
  'Install',
  'AfterInstall',
  'ApplicationStart',
  'ValidateService',
] as const;
const join = ['BeforeAllowTraffic', 'AllowTraffic', 'AfterAllowTraffic'] as const;

/** The events of a deployment to an instance, in order (CodeDeploy user guide, "Lifecycle event hook availability"). */
export function eventsOf({ group, creator }: Pick<Order, 'group' | 'creator'>): readonly EventName[] {
  const hasTraffic = targetGroupsOf(group).length > 0;
  if (creator === 'autoscalingTermination') return [...(hasTraffic ? leave : []), 'ApplicationStop'];
  // A launched instance has had no traffic yet.
  if (creator === 'autoscaling') return [...change, ...(hasTraffic ? join : [])];
  return hasTraffic ? [...leave, ...change, ...join] : change;
}

/** An instance without any events so far. */
export function newTarget(order: Pick<Order, 'group' | 'creator'>, instanceId: string): Target {
  const events = eventsOf(order).map((name): LifecycleEvent => ({ name, status: 'Pending' }));
  return { instanceId, events, status: 'Pending', lastUpdatedAt: Date.now(), gone: new AbortController() };
}

/**
 * The events after the failure of which a deployment with `ignoreApplicationStopFailures` continues (API reference:
 * CreateDeployment).
 */
export const ignorable: readonly EventName[] = ['ApplicationStop', 'BeforeBlockTraffic', 'AfterBlockTraffic'];
