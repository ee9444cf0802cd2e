import { z } from 'zod';
import type { App } from '../commands/app';
import { planJson } from '../commands/plan-json';
import { stateCommand } from '../commands/state-command';
import type { Journal } from '../run/journal';
import { readObject } from '../state/objects';
import { readState } from '../state/state';
import { importAll, planImports, type Import } from './import-all';
import { importId } from './import-ids';
import { importIdOfMade, madeAgain, notReported } from './import-made';
import { isOwn } from './own';

const planned = z.object({
  resource_changes: z
    .array(
      z.object({
        address: z.string(),
        type: z.string(),
        change: z.object({ actions: z.array(z.string()), after: z.record(z.string(), z.unknown()).nullable() }),
      }),
    )
    .default([]),
});

/** The resources that cut-off runs have made or begun, and those of them that were tried already. */
export interface Leavings extends Journal {
  /** True if every resource of the plan may exist already: the journal of the run is lost with its machine. */
  readonly isUnknown?: boolean;
  readonly tried: Set<string>;
}

/**
 * Takes over the resources that cut-off runs have made and no state contains: the next plan would make them again, and AWS would refuse, or have them
 * twice. A resource that Terraform reported as created is imported by the reported id. A resource that it had only begun is looked up: Terraform
 * stops by ending the calls in progress, which AWS may carry out all the same, and a killed one receives no answer. A resource found that way is left
 * alone if it does not have the tags of the app.
 *
 * Call it with a plan in the folder, and again with each new plan, until it takes over nothing: the id of a route is known only when its table is.
 * @returns the addresses that were taken over: the plan is out of date if there are any
 */
export async function adoptCutOff(app: App, left: Leavings): Promise<string[]> {
  const { context, reporter, name, configuration } = app;
  const changes = planned.parse(await planJson(app)).resource_changes;
  const state = (await readObject(context.session.s3, configuration.state)) ?? '';
  const begun = new Set([
    ...left.failedCreates,
    ...left.inFlight.filter(({ action }) => action === 'create').map(({ address }) => address),
  ]);
  const made: Import[] = [];
  const found: Import[] = [];
  for (const { address, type, change } of changes) {
    if (change.actions.join() !== 'create' || !change.after || left.tried.has(address)) continue;
    const known = left.created.find((one) => one.address === address);
    const id = known && importIdOfMade(type, known.idValue, change.after);
    if (known) {
      if (id !== undefined) made.push({ address, id });
      continue;
    }
    if (!(begun.has(address) || left.isUnknown) || type in madeAgain) continue;
    const seen = await importId(type, change.after, context.session, (one) => state.includes(JSON.stringify(one)));
    // If AWS has no such resource, the run was cut off before its request, and the plan makes it.
    if (seen !== undefined) found.push({ address, id: seen });
    else if (begun.has(address) && type in notReported) {
      left.tried.add(address);
      reporter.note(
        name,
        `${address} was being made when a run was cut off, and AWS does not report whether it exists. If the apply fails because it exists, or if AWS ` +
          `has two afterwards (\`${notReported[type]}\`), delete the one that is not in the state.`,
      );
    }
  }
  const all = [...made, ...(await ownOf(app, found))];
  for (const { address } of [...made, ...found]) left.tried.add(address);
  if (all.length === 0) return [];
  await forgetGone(app, made);
  const adopted = await importAll(app, all);
  for (const address of adopted) reporter.note(name, `${address} was made by a run that was cut off: taken over`);
  return adopted;
}

/** The resources of `found` that exist and belong to the app. */
async function ownOf(app: App, found: readonly Import[]): Promise<Import[]> {
  const judge = (imports: readonly Import[]) =>
    planImports(app, imports, async ({ imports: standing, changes }) =>
      standing.filter(({ address, id }) => {
        const change = changes.find((one) => one.address === address);
        if (change && isOwn(change)) return true;
        app.reporter.note(
          app.name,
          `${address}: ${id} does not have the tags of this app, so another stack or a person made it. It is left alone.`,
        );
        return false;
      }),
    );
  const together = await judge(found);
  if (together || found.length < 2) return together ?? [];
  const own: Import[] = [];
  for (const one of found) own.push(...((await judge([one])) ?? []));
  return own;
}

/**
 * Removes objects from the state that are gone from AWS: a run that was cut off during a replacement leaves them there, and Terraform does not import
 * over them.
 */
async function forgetGone(app: App, made: readonly Import[]): Promise<void> {
  const state = await readState(app.context.session.s3, app.configuration.state);
  const gone = made.map(({ address }) => address).filter((address) => state?.ids[address] !== undefined);
  if (gone.length > 0) await stateCommand(app, ['state', 'rm'], gone);
}

/**
 * Reports the resources that cut-off runs have made and that the next plan neither contains nor makes: the code no longer declares them, or another
 * one has taken their address. Terraform would never delete them.
 */
export async function reportForgotten(app: App, left: Leavings): Promise<void> {
  if (left.created.length === 0) return;
  const { context, configuration, reporter, name } = app;
  const changes = planned.parse(await planJson(app)).resource_changes;
  const ids = (await readState(context.session.s3, configuration.state))?.ids ?? {};
  for (const { address, idValue } of left.created) {
    const isMade = changes.some((one) => one.address === address && one.change.actions.includes('create'));
    if (ids[address] === idValue || left.tried.has(address) || (ids[address] === undefined && isMade)) continue;
    const type = address.split('.')[0] ?? '';
    if (type in madeAgain || type === 'terraform_data') continue;
    // A resource without an id in the state is recognised by its address.
    if (ids[address] === undefined && changes.some((one) => one.address === address)) continue;
    const why =
      ids[address] === undefined ? 'the code no longer declares it' : `the state has ${ids[address]} in its place`;
    reporter.note(
      name,
      `${address} (${idValue}) was made by a run that was cut off, and ${why}: no deploy and no destroy deletes it. Delete ${idValue} in AWS.`,
    );
  }
}
