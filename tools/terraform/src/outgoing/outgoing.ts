import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { App } from '../commands/app';
import { planJson } from '../commands/plan-json';
import type { Planned } from '../commands/recreated';
import { stateCommand } from '../commands/state-command';
import { writeWhole } from '../files';
import { Records } from '../record/records';
import { readObject } from '../state/objects';
import { validState } from '../state/valid';
import { attachmentsOf, blocksOf, type Resource } from './blocks';
import { formerAddress, holdable, isOutgoing, outgoingAddress, outgoingFiles } from './holdable';
import { immovable, stillUsed } from './interfaces';
import { notMovedOn, readOutputs } from './readers';
import { replacedSubnets, toHold, type Held } from './to-hold';

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

/** The reasons why old objects stay: states that must be deployed first, and objects that network interfaces still use, in words. */
export interface Waiting {
  readonly readers: readonly string[];
  readonly used: readonly string[];
}

/**
 * Keeps resources that an earlier deploy has replaced in the configuration, as long as other apps may use them. Without
 * their blocks, the next plan would delete them.
 * @returns the reasons; undefined if nothing is kept
 */
export async function keepOutgoing({ configuration, context, folder, json }: App): Promise<Waiting | undefined> {
  const files = outgoingFiles.map((name) => join(folder.path, name));
  const { session } = context;
  const text = await readObject(session.s3, configuration.state);
  const { resources, outputs } =
    text === undefined ? stateSchema.parse({}) : validState(text, configuration.state, stateSchema);
  const managed = resources.filter(({ mode }) => mode === 'managed');
  const outgoing = managed.filter((one) => isOutgoing(addressOf(one)));
  const waiting =
    outgoing.length === 0 ? undefined : await waitingFor(outgoing, managed, outputs, { configuration, session });
  if (!waiting) {
    for (const file of files) rmSync(file, { force: true });
    return undefined;
  }
  for (const [index, resource] of [blocksOf(outgoing), attachmentsOf(outgoing, json)].entries()) {
    // Terraform accepts no empty `resource`.
    if (Object.keys(resource).length === 0) rmSync(files[index]!, { force: true });
    else writeWhole(files[index]!, `${JSON.stringify({ resource }, null, 2)}\n`);
  }
  return waiting;
}

async function waitingFor(
  outgoing: readonly Resource[],
  managed: readonly Resource[],
  outputs: object,
  { configuration: { state }, session }: Pick<App, 'configuration'> & Pick<App['context'], 'session'>,
): Promise<Waiting | undefined> {
  const readers = await notMovedOn(new Records(session.s3), state);
  if (readers.length > 0) return { readers, used: [] };
  // After a run that was cut off, the outputs still contain the replaced objects, so all readers only seem to be up to date.
  const published = JSON.stringify(outputs);
  const isPublished = outgoing.some((one) =>
    ['id', 'arn'].some((name) => {
      const id = attributeOf(one, name);
      return id !== undefined && published.includes(JSON.stringify(id));
    }),
  );
  if (isPublished) return { readers: [state.key], used: [] };
  const used = await stillUsed(
    session,
    outgoing.flatMap((one) => {
      const { type } = one;
      const id = attributeOf(one, 'id');
      if (id === undefined || (type !== 'aws_security_group' && type !== 'aws_subnet')) return [];
      const successor = managed.find((other) => addressOf(other) === formerAddress(addressOf(one)));
      return [{ id, type, successor: successor && attributeOf(successor, 'id') }];
    }),
  );
  return used.length > 0 ? { readers: [], used } : undefined;
}

function attributeOf({ instances }: Resource, name: string): string | undefined {
  const value = instances[0]?.attributes[name];
  return typeof value === 'string' ? value : undefined;
}

const addressOf = ({ type, name }: Resource) => `${type}.${name}`;

/**
 * Finds the resources that the plan in the folder would delete or replace although other resources use them. Moves each
 * of them to another address in the state, so that it is kept, and the next plan creates its successor beside it.
 * @param planned the changes of that plan
 * @returns true if anything was moved, so that the plan is out of date
 * @throws if a replaced subnet is in use, or a deleted one contains a resource that no deploy can move; if the plan cannot be read, or the state
 * cannot be changed
 */
export async function holdReplaced(app: App, planned: readonly Planned[]): Promise<boolean> {
  const { configuration, context, reporter, name } = app;
  const isGoing = ({ address, action }: Planned) =>
    ['delete', 'replace'].includes(action) && (address.split('.')[0] ?? '') in holdable && !isOutgoing(address);
  if (!planned.some(isGoing)) return false;
  const isRead = await readOutputs(new Records(context.session.s3), configuration.state);
  const plan = await planJson(app);
  await assertEmpty(app, replacedSubnets(plan));
  const held = toHold(plan, isRead).filter(({ address }) => !isOutgoing(address));
  await assertMovable(app, held);
  for (const { address, type, name: resource, id } of held) {
    const kept = outgoingAddress(type, resource, id);
    await changed(app, ['state', 'mv'], address, kept);
    // A tainted resource would be replaced at its new address too.
    const isTainted = planned.some((one) => one.address === address && one.reason === 'tainted');
    if (isTainted) await changed(app, ['untaint'], kept);
    reporter.note(name, `${address} (${id}) stays until nothing uses it, as ${kept}`);
  }
  if (held.length === 0) return false;
  await keepOutgoing(app);
  return true;
}

/**
 * AWS deletes no subnet in use, and its successor can only be made after the deletion: Terraform would wait for 20 minutes (provider 5.100.0,
 * aws_subnet, timeout of deletion), and the apps with resources in it are deployed after this one.
 */
async function assertEmpty({ name, context }: App, subnets: readonly string[]): Promise<void> {
  const used = await stillUsed(
    context.session,
    subnets.map((id) => ({ id, type: 'aws_subnet' }) as const),
  );
  if (used.length === 0) return;
  throw new Error(
    `The plan of ${name} would replace subnets that are in use, and AWS deletes no subnet in use: ${used.join(', ')}; nothing was touched. ` +
      'Leave the addresses of the network as they are, or destroy the environment and deploy it again: npm run destroy -- <environment>. If data has ' +
      'to stay, build an environment with the other addresses beside this one, and move the data.',
  );
}

/** A zone can be removed only if it contains no resource that AWS keeps in place (AWS re:Post: see the advice). */
async function assertMovable({ name, context }: App, held: readonly Held[]): Promise<void> {
  const subnets = held.filter(({ type }) => type === 'aws_subnet').map(({ id }) => id);
  const found = await immovable(context.session, subnets);
  if (found.length === 0) return;
  throw new Error(
    `The plan of ${name} would delete subnets, but ${found.join(', ')}, and AWS moves it to no other zone by itself; nothing was touched. ` +
      'Leave the zone in the environment for now, and move it first. A server: make it Multi-AZ (`multiAz`), reboot it with failover, and ' +
      'disable Multi-AZ again; one that is Multi-AZ already: fail over if it is in this zone, and disable Multi-AZ until the zone is removed (AWS ' +
      're:Post, "How can I delete a subnet that is part of an Amazon RDS DB subnet group?"). A cache: add a replica in another zone, make that ' +
      'the primary, and remove the other. Then remove the zone.',
  );
}

async function changed(app: App, command: readonly string[], ...operands: readonly string[]): Promise<void> {
  const { code, stderr } = await stateCommand(app, command, operands);
  if (code === 0) return;
  throw new Error(
    `The resources that ${app.name} replaces cannot be kept: terraform ${[...command, ...operands].join(' ')} ended with ${code}: ${stderr.trim()}`,
  );
}
