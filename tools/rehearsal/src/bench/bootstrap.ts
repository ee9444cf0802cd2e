import { passThrough } from '@malinshopper/terraform';
import { root } from '../programs';

/**
 * A bootstrap of an empty account that is killed at ten moments and completed. Its program is in tools/bootstrap, which depends on this project.
 * It takes some ten minutes, and exits with 1 if something is doubled or left to deploy.
 */
export async function benchBootstrap(): Promise<void> {
  const program = ['--require', 'tsx/cjs', 'tools/bootstrap/src/testing/bench.ts'];
  process.exitCode = await passThrough(process.execPath, program, { cwd: root, env: { ...process.env } });
}
