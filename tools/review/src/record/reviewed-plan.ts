import type { Masking } from '../mask/masking';
import { actionOf } from '../plan/action';
import type { StandsFor } from '../plan/read-plan';
import type { PlannedApp } from '../planned';
import type { Plan, PlanChange, PlanResource } from '../plan/schema';
import { same } from '../value/value';
import { Causes } from './causes';
import type { ReviewedChange, ReviewedOutput, ReviewedPlan } from './record';

type Planned = Extract<PlannedApp['result'], { kind: 'planned' }>;

/** What a plan would do, as it may be shown. */
export function reviewedPlan(
  plan: Plan & StandsFor,
  { placeholders, possible }: Pick<Planned, 'placeholders' | 'possible'>,
  masking: Masking,
): ReviewedPlan {
  const all = plan.resource_changes.map((one) => changeOf(one, masking));
  const changes = all.filter(isChange);
  const causes = new Causes(plan.configuration, changes, placeholders);
  const told = new Map(possible?.map((one) => [masking.address(one.address), one]));
  const references = (change: ReviewedChange): readonly string[] => {
    if (!possible) return causes.of(change);
    const found = told.get(change.address);
    return found && change.action === (found.isReplacement ? 'replace' : 'update') ? found.onlyIf : [];
  };
  const labels = (all: readonly string[]) => [...new Set(all.map((one) => labelOf(one, plan.standsFor)))].sort();
  const { deferred_changes, checks, complete, errored } = plan;
  return {
    kind: 'planned',
    changes: changes.map((one) => ({ ...one, ...onlyIf(labels(references(one))) })) as ReviewedPlan['changes'],
    outputs: Object.entries(plan.output_changes)
      .map(([name, change]) => outputOf(name, change, masking))
      .filter(({ action }) => action !== 'no-op'),
    unchanged: all.filter((one) => one.mode === 'managed' && !isChange(one)).length,
    drift: plan.resource_drift.map((one) => changeOf(one, masking)) as ReviewedPlan['drift'],
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

const onlyIf = (causes: readonly string[]) => (causes.length > 0 ? { onlyIf: [...causes] } : {});

/** `network: vpcId`, as the placeholder says of itself; or `vpcId`, the part of it that is referred to. */
function labelOf(reference: string, standsFor: StandsFor['standsFor']): string {
  const base = reference.split('.').slice(0, 2).join('.');
  return standsFor.get(base) ?? /\.output\.([^.[]+)/.exec(reference)?.[1] ?? base;
}

/** Whether anything is done: Terraform also lists what stays. */
const isChange = ({ action, previousAddress, importing }: ReviewedChange) =>
  action !== 'no-op' || previousAddress !== undefined || importing !== undefined;

function changeOf(resource: PlanResource, masking: Masking): ReviewedChange {
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
  // A record holds a value that stays once.
  return { before: was, after: same(was, is) ? was : is };
}
