import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { roles } from '@malinshopper/environments';
import { startEmbeddedAws, stopEmbeddedAws } from '@malinshopper/local-aws';
import { FakeAws } from '@malinshopper/release/testing/world';
import { root, run } from '../programs';
import { peakReporter } from './measure';
import { row, workFolder } from './report';

const instances = 50;

/**
 * A release of the example to fifty web servers of the embedded AWS: its duration, the part of it that is not spent in
 * the example's hooks, and the peak memory of the command and the gateway.
 */
export async function benchRelease(): Promise<void> {
  await stopEmbeddedAws();
  const { pid } = await startEmbeddedAws();
  try {
    const none = Object.fromEntries(roles.map((role) => [role, 0]));
    await FakeAws.make('testing', { ...none, web: instances });
    const [revision = ''] =
      /\b[0-9a-f]{12}\b/.exec((await release('push', 'examples/web-app', 'testing')).output) ?? [];
    const { output, seconds, peakMB } = await release('deploy', revision, 'testing', '--to', 'web');
    const [took = 'its duration is not in its output'] = /^It took.*$/m.exec(output) ?? [];
    const memory = `command ${Math.round(peakMB)} MB, gateway ${gatewayMB(pid)}`;
    row(`release to ${instances} instances`, `${seconds.toFixed(1)} s, ${memory}`, '', 'at most 60 s, 250 MB');
    console.log(took);
  } finally {
    await stopEmbeddedAws();
  }
}

async function release(...args: string[]): Promise<{ output: string; seconds: number; peakMB: number }> {
  const folder = workFolder('release');
  mkdirSync(folder, { recursive: true });
  const [reporter, PEAK_FILE] = [join(folder, 'peak.cjs'), join(folder, 'peak')];
  writeFileSync(reporter, peakReporter);
  const program = join(root, 'tools/release/src/main.ts');
  const began = process.hrtime.bigint();
  const output = await run(process.execPath, ['--require', reporter, '--import', 'tsx', program, ...args], {
    cwd: root,
    env: { ...process.env, PEAK_FILE },
  });
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  return { output, seconds, peakMB: Number(readFileSync(PEAK_FILE, 'utf8')) / 1024 };
}

/** The peak memory of a process (proc(5), VmHWM); only Linux has it. */
function gatewayMB(pid: number): string {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return `${Math.round(Number(kilobytes) / 1024)} MB`;
  } catch {
    return 'of unknown size';
  }
}
