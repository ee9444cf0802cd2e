import { preventDestroyTypes } from '@malinshopper/policy';
import type { App } from './app';
import { planJson } from './plan-json';
import { changesOf, successorOf, type ResourceChange } from './renamed';

/** What a plan says of one resource while it is made. */
export interface Planned {
  readonly address: string;
  /** Terraform's word: `create`, `update`, `replace`, `delete`, `read`, `move`, `import`. */
  readonly action: string;
  /** Why, in Terraform's word, where it is not a change of a value: `tainted`. */
  readonly reason?: string | undefined;
}

const typeOf = (address: string) => address.replace(/^(module\.[^.]+\.)*/, '').split('.')[0] ?? '';
const isDataOf = ({ address }: Planned) => preventDestroyTypes.includes(typeOf(address));

/**
 * Stops a plan that would destroy what holds data and make another in its place: the construct was renamed, or a value changed that
 * replaces it. Production refuses more than that (guard.ts), and is answered by a waiver.
 * @param planned what the plan in the folder would do
 * @param recreate the addresses for which that is wanted
 * @throws with each of them, what to write if it was only renamed, and how to answer otherwise
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
    // What a cut-off run left half made holds nothing yet.
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
    `The plan of ${app.name} would destroy what holds data and make another in its place; nothing was touched:\n${lines.join('\n')}\n` +
      `If the data may be lost: the same command with ${answer}.`,
  );
}

/** What was renamed, as a line of advice for each; none if nothing was. */
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
    `${address} is called ${next.address} now, and every value that is known is the same. To keep it, say so on the construct ` +
    `${path}: .moveFromId('${address}')`
  );
}
