import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { megabytes, type SnapshotInfo } from '@malinshopper/local-aws';
import { environment } from '@malinshopper/environments';
import { appGraph, deployEnvironment, plan } from '@malinshopper/terraform';
import { root, run } from '../programs';
import { closeWorld, keepWorld, newWorld, openWorld } from '../world';
import { median } from './measure';
import { row, workFolder } from './report';

const runs = 5;

/** Production on the embedded AWS: saved, restored, and `npm start` after `npm stop` and on a running one. */
export async function benchSnapshot(): Promise<void> {
  await newWorld();
  const { ok } = await deployEnvironment('production');
  if (!ok) throw new Error('production could not be deployed. To see the reason, run: npm start -- production');
  try {
    await savedAndRestored();
    const again = await npm('stop').then(() => npm('start', 'production'));
    row('npm start after npm stop', seconds(again), await emptyPlans(), 'at most 15 s, 5 plans empty');
    const log = terraformLog();
    const running = await npm('start', 'production');
    const terraform = existsSync(log) ? 'Terraform ran' : 'no Terraform';
    row('npm start on a running one', seconds(running), terraform, 'at most 5 s, no Terraform');
  } finally {
    delete process.env['TF_LOG'];
    delete process.env['TF_LOG_PATH'];
    await closeWorld();
  }
}

async function savedAndRestored(): Promise<void> {
  const [saved, restored]: [number[], number[]] = [[], []];
  let info: SnapshotInfo | undefined;
  for (let turn = 0; turn < runs; turn++) {
    saved.push(await timed(async () => void (info = await keepWorld())));
    // The restore is measured, not the end of the present one.
    await closeWorld();
    restored.push(await timed(openWorld));
  }
  row('production saved', seconds(median(saved)), megabytes(info?.bytes ?? 0), 'at most 2 s, 10 MB');
  row('production restored', seconds(median(restored)), '', 'at most 3 s');
}

/** A Terraform that begins writes this file (Terraform: TF_LOG_PATH). */
function terraformLog(): string {
  const log = join(workFolder('snapshot'), 'terraform.log');
  mkdirSync(workFolder('snapshot'), { recursive: true });
  rmSync(log, { force: true });
  process.env['TF_LOG'] = 'info';
  process.env['TF_LOG_PATH'] = log;
  return log;
}

async function emptyPlans(): Promise<string> {
  const apps = await appGraph();
  let empty = 0;
  for (const app of apps) if ((await plan(app.root, environment('production'))) === 0) empty += 1;
  return `${empty} of ${apps.length} plans empty`;
}

function npm(...command: readonly string[]): Promise<number> {
  const program = [join(root, 'tools/run.mjs'), ...command];
  return timed(() => run(process.execPath, program, { cwd: root, env: process.env }));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - began) / 1e9;
}

const seconds = (taken: number): string => `${taken.toFixed(1)} s`;
