import type { PlannedApp, Possible } from '../planned';
import { placeholder, type OpenChange, type OpenPlan } from './generated';
import { plannedApp, provenance, without } from './plans';

/** The possible changes of a preview here: changes that depend on the placeholder alone. */
function possibleIn({ resource_changes }: OpenPlan): Possible[] {
  const isPossible = ({ action_reason, change }: OpenChange) =>
    change.after_unknown['vpc_id'] === true &&
    (change.actions.includes('delete')
      ? action_reason === 'replace_because_cannot_update' && JSON.stringify(change.replace_paths) === '[["vpc_id"]]'
      : change.actions.join() === 'update' && saysTheSameBut(change, 'vpc_id'));
  return resource_changes.filter(isPossible).map(({ address, change }) => ({
    address,
    isReplacement: change.actions.includes('delete'),
    onlyIf: ['network: vpcId'],
  }));
}

function saysTheSameBut({ before, after }: OpenChange['change'], name: string): boolean {
  return JSON.stringify(without(before ?? {}, name)) === JSON.stringify(after);
}

export const reviewedAs = (plan: OpenPlan): PlannedApp =>
  plannedApp(plan, {
    placeholders: [placeholder],
    possible: possibleIn(plan),
    provenance: {
      ...provenance,
      upstream: { 'staging/network': 'planned', 'staging/account': { lineage: 'acc', serial: 3 } },
    },
    app: 'compute',
  });

/** The plan for the deploy: the upstream app exists, and there is no preview. */
export const freshAs = (plan: OpenPlan): PlannedApp =>
  plannedApp(
    { ...plan, resource_changes: plan.resource_changes.filter(({ address }) => address !== placeholder) },
    {
      provenance: {
        ...provenance,
        upstream: {
          'staging/network': { lineage: 'net', serial: 9 },
          'staging/account': { lineage: 'acc', serial: 3 },
        },
      },
      app: 'compute',
    },
  );
