import { preventDestroyTypes } from '@malinshopper/policy';
import type { App } from './app';
import { planJson } from './plan-json';
import { changesOf, successorOf, type ResourceChange } from './renamed';

/** A planned change of one resource, reported while the plan is made. */
export interface Planned {
  readonly address: string;
  /** Terraform's name for it: `create`, `update`, `replace`, `delete`, `read`, `move`, `import`. */
  readonly action: string;
  /** Terraform's name for the reason, if it is no change of a value: `tainted`. */
  readonly reason?: string | undefined;
}

const typeOf = (address: string) => address.replace(/^(module\.[^.]+\.)*/, '').split('.')[0] ?? '';
const isDataOf = ({ address }: Planned) => preventDestroyTypes.includes(typeOf(address));

/**
 * Stops a plan that would destroy a resource with data and make another in its place: the construct was renamed, or a changed value forces the
 * replacement. Production refuses more than that (guard.ts), and accepts a waiver instead.
 * @param planned the changes of the plan in the folder
 * @param recreate the addresses for which the loss is accepted
 * @throws with each of them, the code to write if it was only renamed, and the answer otherwise
 */
export async function assertNotRecreated(
  app: App,
  planned: readonly Planned[],
  recreate: readonly string[] = [],
): Promise<void> {
  if (app.context.environment.kind === 'production') return;
  const created = new Set(planned.filter(({ action }) => action === 'create').map(({ address }) => typeOf(address)));
  const lost = planned
    .filter(({ address }) => !recreate.includes(address))
    // A resource that a cut-off run left half made contains nothing yet.
    .filter(({ action, address, reason }) =>
      action === 'replace' ? reason !== 'tainted' : action === 'delete' && created.has(typeOf(address)),
    )
    .filter(isDataOf);
  if (lost.length === 0) return;
  const changes = changesOf(await planJson(app));
  const lines = lost.map(
    ({ address }) =>
      `- ${inWords(
        app,
        changes.find((one) => one.address === address)!,
        changes,
      )}`,
  );
  const answer = lost.map(({ address }) => `--recreate '${address}'`).join(' ');
  throw new Error(
    `The plan of ${app.name} would destroy resources with data and create new, empty resources in their place; nothing was touched:\n${lines.join('\n')}\n` +
      `If you can lose the data, run the same command with ${answer}.`,
  );
}

/** Returns one line of advice for each renamed resource; none if there is none. */
export function renameAdvice(app: App, plan: unknown): string[] {
  const changes = changesOf(plan);
  return changes
    .filter(({ change, address, type }) => change.actions.join() === 'delete' && isDataOf({ address, action: type }))
    .filter((lost) => successorOf(lost, changes))
    .map((lost) => inWords(app, lost, changes));
}

function inWords({ configuration }: App, lost: ResourceChange, changes: readonly ResourceChange[]): string {
  const { address, change } = lost;
  if (change.actions.includes('create')) {
    const because = [...new Set((change.replace_paths ?? []).map(([attribute]) => attribute))].join(', ');
    return `${address} (${configuration.constructPath(address) ?? 'a resource'}) would be replaced${because && `, because of ${because}`}`;
  }
  const next = successorOf(lost, changes);
  if (!next) return `${address} would be destroyed, and another ${lost.type} be made`;
  const path = configuration.constructPath(next.address) ?? next.address;
  return (
    `${address} is called ${next.address} now, with the same known values. To keep it, declare the move on the construct ` +
    `${path}: .moveFromId('${address}')`
  );
}
