import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture } from '@malinshopper/terraform';

/** A program to be timed. */
export interface Subject {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Exit codes that are no failure. @default [0] */
  readonly ok?: readonly number[];
}

export interface Measured {
  readonly name: string;
  /** The duration of the whole process in seconds, run by run. */
  readonly seconds: number[];
  /** The highest resident memory of any run, in MB; only of Node programs. */
  readonly peakMB: number;
}

/** Writes a Node process's peak memory to the file of the variable, when it ends. */
export const peakReporter = `process.on('exit', () => {
  require('node:fs').writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS));
});`;

/**
 * Runs programs in turn, A B A B ..., after one run of each that is not counted: a slow machine slows both, and the
 * ratio of two neighbours is more precise than either time.
 */
export async function inTurn(subjects: readonly Subject[], runs: number): Promise<Measured[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const reporter = join(folder, 'peak.cjs');
  writeFileSync(reporter, peakReporter);
  const measured = subjects.map(({ name }) => ({ name, seconds: [] as number[], peakMB: 0 }));
  try {
    for (let run = 0; run <= runs; run++) {
      for (const [index, { command, cwd, env, ok = [0] }] of subjects.entries()) {
        const [program, ...args] = command;
        const isNode = program === process.execPath;
        const peakFile = join(folder, 'peak');
        const started = process.hrtime.bigint();
        const { code, stderr } = await capture(program, isNode ? ['--require', reporter, ...args] : args, {
          cwd,
          env: { ...(env ?? process.env), PEAK_FILE: peakFile },
        });
        const seconds = Number(process.hrtime.bigint() - started) / 1e9;
        if (!ok.includes(code)) throw new Error(`${command.join(' ')} ended with ${code}:\n${stderr}`);
        if (run === 0) continue;
        const row = measured[index]!;
        row.seconds.push(seconds);
        if (isNode) row.peakMB = Math.max(row.peakMB, Number(readFileSync(peakFile, 'utf8')) / 1024);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return measured;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The median of the ratios of neighbouring runs. */
export function ratio(a: Measured, b: Measured): number {
  return median(a.seconds.map((seconds, index) => seconds / b.seconds[index]!));
}
