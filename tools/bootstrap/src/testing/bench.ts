/**
 * Kills bootstraps of one account of an embedded AWS at ten moments, one after the other, and prints the outcome: `npm run bench -- bootstrap`. The last
 * one has to complete the account, nothing may be doubled, and one more has to change nothing.
 */
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { closeWorld, newWorld } from '@malinshopper/rehearsal/world';
import { chosenTarget, openSession, plan, synthesize, targetFolder, workFolder } from '@malinshopper/terraform';
import { commandToKill } from '@malinshopper/terraform/testing';
import { z } from 'zod';
import { environmentIn } from '../account';
import { counted } from './counted';

type Run = ReturnType<typeof commandToKill>;

const stack = z.object({ resource: z.record(z.string(), z.record(z.string(), z.unknown())) });
const account = 'nonproduction';
const environment = environmentIn(account);

const target = chosenTarget();
const folder = workFolder(targetFolder(target), `${account}/account.tfstate`);

const said = (line: RegExp) => (run: Run) => line.test(run.said());
const made = (count: number) => (run: Run) => run.made() >= count;

/** In the order in which runs get there: each run goes on where the one before was killed. */
const moments: readonly (readonly [string, (run: Run) => boolean])[] = [
  ['the bucket of the states is made', said(/^To be created/m)],
  ['Terraform is initialized', () => existsSync(folder.initStamp)],
  ['the plan is made', said(/^account .* plan$/m)],
  ['the apply begins', said(/^account .* apply$/m)],
  ['the first resource is made', made(1)],
  ['5 resources are made', made(5)],
  ['10 resources are made', made(10)],
  ['20 resources are made', made(20)],
  ['40 resources are made', made(40)],
  ['the apply has ended', said(/^account .* done: /m)],
];

async function bench(): Promise<void> {
  await newWorld();
  const begin = () => commandToKill(['tools/run.mjs', 'bootstrap', account, '--yes'], folder, process.env);
  const faults: string[] = [];
  for (const [what, isMoment] of moments) {
    const begun = Date.now();
    const run = begin();
    while (!run.isOver() && !isMoment(run)) await delay(5);
    const count = run.made();
    run.kill('all');
    await run.ended;
    if (run.exitCode() !== null) faults.push(`${what}: the run ended before with ${run.exitCode()}:\n${run.said()}`);
    console.log(`killed when ${what} (${count} made by this run, ${seconds(begun)})`);
  }
  for (const what of ['the run that completes it', 'one more run']) {
    const begun = Date.now();
    const run = begin();
    await run.ended;
    console.log(`${what}: exit code ${run.exitCode()} (${run.made()} made by this run, ${seconds(begun)})`);
    if (run.exitCode() !== 0) faults.push(run.said());
  }
  const { json } = (await synthesize(environment.ref, ['apps/account'])).get('account')!;
  const { resource } = stack.parse(JSON.parse(json));
  const number = (type: string) => Object.keys(resource[type] ?? {}).length;
  const wanted = {
    buckets: number('aws_s3_bucket'),
    providers: number('aws_iam_openid_connect_provider'),
    roles: number('aws_iam_role'),
    keys: number('aws_kms_key'),
    zones: number('aws_route53_zone'),
    delegationSets: number('aws_route53_delegation_set'),
    topics: number('aws_sns_topic'),
  };
  const found = await counted(await openSession(target, environment));
  console.log(`AWS has ${JSON.stringify(found)}`);
  if (JSON.stringify(found) !== JSON.stringify(wanted)) faults.push(`wanted ${JSON.stringify(wanted)}`);
  if ((await plan('apps/account', environment)) !== 0) faults.push('a plan has changes');
  await closeWorld();
  for (const fault of faults) console.error(`✖ ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
}

const seconds = (begun: number) => `${Math.round((Date.now() - begun) / 1000)} s`;

void bench();
