import type { Masking } from '../mask/masking';
import type { Possible } from '../planned';
import { actionOf } from '../plan/action';
import type { Plan, PlanChange, PlanResource } from '../plan/schema';
import { same } from '../value/value';
import { relevantDrift } from './relevant-drift';
import type { ReviewedChange, ReviewedOutput, ReviewedPlan } from './record';

/** The changes of a plan, ready to be shown. */
export function reviewedPlan(plan: Plan, possible: readonly Possible[], masking: Masking): ReviewedPlan {
  const all = plan.resource_changes.map((one) => changeOf(one, masking));
  const changes = all.filter(isChange);
  const told = new Map(possible.map((one) => [masking.address(one.address), one]));
  const onlyIf = ({ address, action }: ReviewedChange) => {
    const found = told.get(address);
    if (!found || action !== (found.isReplacement ? 'replace' : 'update')) return {};
    return { onlyIf: found.onlyIf.map((of) => masking.message(of)) };
  };
  const drift = plan.resource_drift.map((one) => changeOf(one, masking));
  const sources = plan.relevant_attributes.map(({ resource, attribute: [name] }) => ({
    address: masking.address(resource),
    ...(name !== undefined && { attribute: String(name) }),
  }));
  const { deferred_changes, checks, complete, errored } = plan;
  return {
    kind: 'planned',
    changes: changes.map((one) => ({ ...one, ...onlyIf(one) })) as ReviewedPlan['changes'],
    outputs: Object.entries(plan.output_changes)
      .map(([name, change]) => outputOf(name, change, masking))
      .filter(({ action }) => action !== 'no-op'),
    unchanged: all.filter((one) => one.mode === 'managed' && !isChange(one)).length,
    drift: relevantDrift(drift, changes, sources) as ReviewedPlan['drift'],
    deferred: deferred_changes.map(({ reason, resource_change }) => ({
      reason,
      address: masking.address(resource_change.address),
    })),
    checks: checks
      .filter(({ status }) => status !== 'pass')
      .map(({ address, status, instances = [] }) => ({
        address: masking.address(address.to_display),
        status,
        problems: instances.flatMap(({ problems = [] }) => problems.map(({ message }) => masking.message(message))),
      })),
    complete,
    errored,
  };
}

/** True if anything is done: Terraform also lists unchanged resources. */
const isChange = ({ action, previousAddress, importing }: ReviewedChange) =>
  action !== 'no-op' || previousAddress !== undefined || importing !== undefined;

/** The planned change of a resource, or its change found in AWS, ready to be shown. */
export function changeOf(resource: PlanResource, masking: Masking): ReviewedChange {
  const { address, previous_address, mode, type, deposed, action_reason, change } = resource;
  const { replace_paths, importing } = change;
  return {
    address: masking.address(address),
    type,
    mode,
    ...actionOf(address, change.actions),
    ...(deposed !== undefined && { deposed }),
    ...(previous_address !== undefined &&
      previous_address !== address && { previousAddress: masking.address(previous_address) }),
    ...(importing && { importing: masking.message(importing.id ?? '') }),
    ...(action_reason !== undefined && { reason: action_reason }),
    ...(replace_paths && { replacePaths: replace_paths }),
    ...valuesOf(change, masking),
  };
}

function outputOf(name: string, change: PlanChange, masking: Masking): ReviewedOutput {
  const { action } = actionOf(name, change.actions);
  return { name, action, ...valuesOf(change, masking, name) };
}

function valuesOf(change: PlanChange, masking: Masking, name?: string) {
  const { before, before_sensitive, after, after_unknown, after_sensitive } = change;
  const was = masking.value({ value: before, sensitive: before_sensitive }, name);
  const is = masking.value({ value: after, unknown: after_unknown, sensitive: after_sensitive }, name);
  // A record contains an unchanged value once.
  return { before: was, after: same(was, is) ? was : is };
}
