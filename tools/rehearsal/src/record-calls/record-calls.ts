import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '@malinshopper/environments';
import { embeddedAwsStatus } from '@malinshopper/local-aws';
import { appGraph, type AppNode, deploy, destroy, plan, synthesize } from '@malinshopper/terraform';
import { ask } from '../environments/answers/ask';
import { root } from '../programs';
import { assertUnchanged, logOf, mergedRecording, type Phase, type Recorded } from './recording';
import { closeWorld, newWorld } from '../world';

const file = join(root, 'tools/permissions/src/recorded-calls.json');

/**
 * Records Terraform's calls, by app and as actions of IAM, into `tools/permissions/src/recorded-calls.json`: each
 * environment is deployed on an empty embedded AWS, planned again and destroyed, and the gateway's log contains the
 * calls. New ones are added. Calls that were not made this time stay, and are printed: calls that a first deploy does
 * not make, as when a function gets other code, are added by hand.
 * @throws Error if an environment cannot be deployed, planned or destroyed, if the embedded AWS ends meanwhile, or if
 * the sources change
 */
export async function recordCalls(refs: readonly string[]): Promise<void> {
  const known = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
  const called = new Map<string, Set<string>>();
  const during = async (ref: string, app: string, phase: Phase, work: () => Promise<unknown>) => {
    const embedded = await embeddedAwsStatus();
    const log = () => readFileSync(logOf(embedded), 'utf8');
    const before = log().length;
    await work();
    const calls = called.get(`${app} ${phase}`) ?? new Set();
    for (const call of await ask<string[]>('called.py', environment(ref), { log: log().slice(before) }))
      calls.add(call);
    called.set(`${app} ${phase}`, calls);
  };
  const apps = await appGraph();
  const depth = ({ dependsOn }: AppNode): number =>
    Math.max(0, ...apps.filter(({ name }) => dependsOn.includes(name)).map((app) => 1 + depth(app)));
  const order = [...apps].sort((a, b) => depth(a) - depth(b));
  const stacks = () => synthesized(refs, order);
  const before = await stacks();
  await newWorld();
  try {
    for (const ref of refs) {
      const of = environment(ref);
      for (const { name, root: app } of order) {
        await during(ref, name, 'deployAndDestroy', () => deploy(app, of));
        await during(ref, name, 'plan', () => plan(app, of));
      }
      for (const { name, root: app } of [...order].reverse()) {
        if (name !== 'account') await during(ref, name, 'deployAndDestroy', () => destroy(app, of));
      }
    }
  } finally {
    await closeWorld();
  }
  assertUnchanged(before, await stacks());
  const { recorded, missed } = mergedRecording(
    known,
    order.map(({ name }) => name),
    (app, phase) => [...(called.get(`${app} ${phase}`) ?? [])],
  );
  for (const line of missed) console.log(line);
  writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`);
}

async function synthesized(refs: readonly string[], apps: readonly AppNode[]): Promise<string> {
  const roots = apps.map((app) => app.root);
  const each = await Promise.all(refs.map((ref) => synthesize(ref, roots)));
  return each.flatMap((stacks) => [...stacks.values()].map(({ json }) => json)).join('\n');
}
