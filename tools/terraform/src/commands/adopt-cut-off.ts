import { z } from 'zod';
import { cutOffCreates } from '../run/journal';
import { readObject } from '../state/objects';
import type { App } from './app';
import { importId } from './import-ids';
import { planJson } from './plan-json';
import { standing } from './stands-already';
import { stateCommand } from './state-command';

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

/**
 * Takes over what the last run was making when it was stopped or killed, and what no state knows: a plan would make it again, and AWS would
 * refuse, or have it twice. Terraform stops by ending the calls that are under way, which AWS may carry out all the same; and of some types
 * the provider (5.100.0) writes the id down only after it has waited. What has not the tags of the app is left alone. To be called with a plan in the folder, which is out of date if anything was taken over.
 * @returns the addresses that were taken over
 */
export async function adoptCutOff(app: App): Promise<string[]> {
  const { context, folder, reporter, name, configuration } = app;
  const cutOff = new Set(cutOffCreates(folder));
  if (cutOff.size === 0) return [];
  const changes = planned.parse(await planJson(app)).resource_changes;
  const state = (await readObject(context.session.s3, configuration.state)) ?? '';
  const adopted: string[] = [];
  for (const { address, type, change } of changes) {
    if (!cutOff.has(address) || change.actions.join() !== 'create' || !change.after) continue;
    const id = await importId(type, change.after, context.session, (one) => state.includes(JSON.stringify(one)));
    if (id === undefined) continue;
    // Where nothing stands, the run was cut off before AWS was asked, and the plan makes it.
    const found = await standing(app, address, id);
    if (found === 'foreign') {
      reporter.note(
        name,
        `${address}: ${id} has not the tags of this app, so another stack or a person made it. It is left alone.`,
      );
    }
    if (found !== 'own') continue;
    const { code } = await stateCommand(app, ['import'], ['-no-color', '-input=false', address, id]);
    if (code !== 0) continue;
    reporter.note(name, `${address} was made by a run that was cut off: taken over`);
    adopted.push(address);
  }
  return adopted;
}
