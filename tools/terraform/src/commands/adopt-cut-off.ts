import { z } from 'zod';
import { cutOffCreates } from '../run/journal';
import { capture } from '../subprocess';
import type { App } from './app';

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
 * What such a resource is imported by, from its planned attributes. Only types are here that the provider (5.100.0) forgets when
 * their creation is cut off: it writes their id down after the wait, not before. All others are in the state, tainted.
 */
const importIds: Record<string, (attributes: Record<string, unknown>) => string> = {
  aws_route53_record: ({ zone_id, name, type }) => `${zone_id}_${name}_${type}`,
};

/**
 * Takes over what the last run was making when it was stopped or killed, and what no state knows: a plan would make it again, and
 * AWS would refuse. To be called with a plan in the folder, which is out of date if anything was taken over.
 * @returns the addresses that were taken over
 */
export async function adoptCutOff({ context, folder, reporter, name }: App): Promise<string[]> {
  const cutOff = new Set(cutOffCreates(folder));
  if (cutOff.size === 0) return [];
  const terraform = (...args: string[]) =>
    capture(context.installation.program, args, { cwd: folder.path, env: context.env });
  const shown = await terraform('show', '-json', folder.plan);
  const changes = planned.parse(JSON.parse(shown.stdout)).resource_changes;
  const adopted: string[] = [];
  for (const { address, type, change } of changes) {
    const idOf = importIds[type];
    if (!idOf || !cutOff.has(address) || change.actions.join() !== 'create' || !change.after) continue;
    // An import fails when there is nothing to import: then it was cut off before AWS was asked, and will be made.
    const { code } = await terraform('import', '-no-color', '-input=false', address, idOf(change.after));
    if (code !== 0) continue;
    reporter.note(name, `${address} was made by a run that was cut off: taken over`);
    adopted.push(address);
  }
  return adopted;
}
