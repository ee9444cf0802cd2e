/**
 * Records what Terraform calls, by app: `EMBEDDED_AWS_PORT=4600 npx tsx tools/rehearsal/src/record-calls.ts [environment...]`, in the words of
 * IAM, into `tools/permissions/src/recorded-calls.json`. Each environment (by default production and testing) is deployed on an embedded AWS
 * in which there is nothing, planned again and destroyed, and the gateway's log says what was called. What is new is added; what was not
 * called this time stays, and is printed: calls that a first deploy does not make, as when a function gets other code, are written by hand.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from '@malinshopper/environments';
import { embeddedAwsStatus } from '@malinshopper/local-aws';
import { appGraph, type AppNode, deploy, destroy, plan } from '@malinshopper/terraform';
import { ask } from './answers/ask';
import { root } from './programs';
import { closeWorld, newWorld } from './world';

process.env['EMBEDDED_AWS'] = 'on';

const file = join(root, 'tools/permissions/src/recorded-calls.json');
type Phase = 'plan' | 'deployAndDestroy';
type Recorded = Record<string, Record<Phase, string[]>>;

/** Of what the embedded AWS runs in roles of their own: the job that makes users on a database server. */
const ofOthers = ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'];

async function record(refs: readonly string[]): Promise<void> {
  const known = JSON.parse(readFileSync(file, 'utf8')) as Recorded;
  const called = new Map<string, Set<string>>();
  const during = async (ref: string, app: string, phase: Phase, work: () => Promise<unknown>) => {
    const status = await embeddedAwsStatus();
    if (!status.running) throw new Error('The embedded AWS that was to be recorded has ended.');
    const before = readFileSync(status.log, 'utf8').length;
    await work();
    const log = readFileSync(status.log, 'utf8').slice(before);
    const calls = called.get(`${app} ${phase}`) ?? new Set();
    for (const call of await ask<string[]>('called.py', environment(ref), { log })) calls.add(call);
    called.set(`${app} ${phase}`, calls);
  };
  await newWorld();
  const apps = await appGraph();
  const depth = ({ dependsOn }: AppNode): number =>
    Math.max(0, ...apps.filter(({ name }) => dependsOn.includes(name)).map((app) => 1 + depth(app)));
  const order = [...apps].sort((a, b) => depth(a) - depth(b));
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
  await closeWorld();
  const recorded: Recorded = {};
  for (const { name } of order) {
    recorded[name] = { plan: [], deployAndDestroy: [] };
    for (const phase of ['plan', 'deployAndDestroy'] as const) {
      const now = [...(called.get(`${name} ${phase}`) ?? [])].filter((call) => !ofOthers.includes(call));
      const old = known[name]?.[phase] ?? [];
      const gone = old.filter((call) => !now.includes(call));
      if (gone.length > 0) console.log(`${name}, ${phase}: not called this time: ${gone.join(', ')}`);
      recorded[name][phase] = [...new Set([...old, ...now])].sort();
    }
  }
  writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`);
}

record(process.argv.length > 2 ? process.argv.slice(2) : ['production', 'testing']).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
