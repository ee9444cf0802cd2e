import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { App } from '../commands/app';
import type { Planned } from '../commands/recreated';
import { writeWhole } from '../files';
import { Records } from '../record/records';
import { readObject } from '../state/objects';
import { capture } from '../subprocess';
import { holdable, isOutgoing, outgoingAddress, outgoingFile } from './holdable';
import { notMovedOn, readOutputs } from './readers';
import { toHold } from './to-hold';

const stateSchema = z.object({
  outputs: z.record(z.string(), z.object({ value: z.unknown() })).default({}),
  resources: z
    .array(
      z.object({
        mode: z.string(),
        type: z.string(),
        name: z.string(),
        provider: z.string().default(''),
        instances: z.array(z.object({ attributes: z.record(z.string(), z.unknown()).default({}) })),
      }),
    )
    .default([]),
});
type Resource = z.infer<typeof stateSchema>['resources'][number];

/**
 * Keeps in the configuration what an earlier deploy has replaced, as long as others may use it: without it, the next plan deletes it.
 * @returns the keys of the states that have to be deployed first; none if nothing is kept
 */
export async function keepOutgoing({ configuration, context, folder }: App): Promise<readonly string[]> {
  const file = join(folder.path, outgoingFile);
  const { s3 } = context.session;
  const text = await readObject(s3, configuration.state);
  const { resources, outputs } = stateSchema.parse(JSON.parse(text ?? '{}'));
  const outgoing = resources.filter(({ mode, type, name }) => mode === 'managed' && isOutgoing(`${type}.${name}`));
  if (outgoing.length === 0) {
    rmSync(file, { force: true });
    return [];
  }
  const readers = await notMovedOn(new Records(s3), configuration.state);
  // Of a run that was cut off: its outputs still name what was to be replaced, so that all readers seem to have moved on.
  const published = JSON.stringify(outputs);
  const isPublished = outgoing.some(({ instances }) =>
    ['id', 'arn'].some((name) => {
      const id = instances[0]?.attributes[name];
      return typeof id === 'string' && published.includes(JSON.stringify(id));
    }),
  );
  if (readers.length === 0 && !isPublished) {
    rmSync(file, { force: true });
    return [];
  }
  writeWhole(file, `${JSON.stringify({ resource: blocksOf(outgoing) }, null, 2)}\n`);
  return readers.length > 0 ? readers : [configuration.state.key];
}

/** Blocks that change nothing: what the provider wants is as it is, and everything else is ignored. */
function blocksOf(outgoing: readonly Resource[]): Record<string, Record<string, unknown>> {
  const blocks: Record<string, Record<string, unknown>> = {};
  for (const { type, name, provider, instances } of outgoing) {
    const attributes = instances[0]?.attributes ?? {};
    const alias = /\]\.(\w+)$/.exec(provider)?.[1];
    blocks[type] = {
      ...blocks[type],
      [name]: {
        ...Object.fromEntries(
          (holdable[type] ?? [])
            .map((argument) => [argument, attributes[argument]] as const)
            .filter(([, value]) => value !== null && value !== undefined),
        ),
        ...(alias && { provider: `aws.${alias}` }),
        lifecycle: { ignore_changes: 'all' },
      },
    };
  }
  return blocks;
}

/**
 * Gives what the plan in the folder would delete or replace, and others use, an address of its own, under which it stays: the next plan
 * makes its successor beside it.
 * @param planned what that plan would do
 * @returns whether anything was moved, so that the plan is out of date
 * @throws if the plan cannot be read, or the state not be changed
 */
export async function holdReplaced(app: App, planned: readonly Planned[]): Promise<boolean> {
  const { configuration, context, reporter, name } = app;
  const isGoing = ({ address, action }: Planned) =>
    ['delete', 'replace'].includes(action) && (address.split('.')[0] ?? '') in holdable && !isOutgoing(address);
  if (!planned.some(isGoing)) return false;
  const isRead = await readOutputs(new Records(context.session.s3), configuration.state);
  const plan: unknown = JSON.parse(await terraform(app, 'show', '-json', app.folder.plan));
  const held = toHold(plan, isRead).filter(({ address }) => !isOutgoing(address));
  for (const { address, type, name: resource, id } of held) {
    const kept = outgoingAddress(type, resource, id);
    await terraform(app, 'state', 'mv', address, kept);
    // What is tainted would be replaced at its new address too.
    const isTainted = planned.some((one) => one.address === address && one.reason === 'tainted');
    if (isTainted) await terraform(app, 'untaint', kept);
    reporter.note(name, `${address} (${id}) stays until nothing uses it, as ${kept}`);
  }
  if (held.length === 0) return false;
  await keepOutgoing(app);
  return true;
}

async function terraform({ name, context, folder }: App, ...args: readonly string[]): Promise<string> {
  const { program } = context.installation;
  const { code, stdout, stderr } = await capture(program, [...args], { cwd: folder.path, env: context.env });
  if (code === 0) return stdout;
  throw new Error(
    `What ${name} replaces cannot be kept: terraform ${args.join(' ')} ended with ${code}: ${stderr.trim()}`,
  );
}
