import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { typescript } from '@malinshopper/synth';

/**
 * Starts or stops an embedded AWS, in a process of its own: jest does not pass the variables of a test to processes that the test's code starts
 * itself.
 * @param variables EMBEDDED_AWS_PORT among them selects it
 * @throws with the output of the command, if it fails
 */
export function localAws(command: 'start' | 'stop', variables: NodeJS.ProcessEnv): void {
  const cli = join(dirname(require.resolve('@malinshopper/local-aws')), 'cli.ts');
  const { status, stderr } = spawnSync(process.execPath, [...typescript, cli, command], {
    env: variables,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
}
