import { join } from 'node:path';
import { root } from '../programs';
import { closeWorld, newWorld } from '../world';
import { inTurn, median, type Measured, type Subject } from './measure';
import { row } from './report';

const program = [join(root, 'tools/run.mjs'), 'affected'];
const ask = (name: string, ...args: string[]): Subject => ({
  name,
  command: [process.execPath, ...program, ...args],
  cwd: root,
});

/**
 * All apps and permanent environments: with everything cached, after any edit, and with a base that was never computed.
 */
export async function benchAffected(): Promise<void> {
  const bundles = join(root, '.work/bundles');
  // After an edit, even of a comment, a new bundle must be built: the cache does not contain it.
  const edited: Subject = {
    ...ask('edited'),
    command: [
      'sh',
      '-c',
      `rm -rf '${bundles}' && '${process.execPath}' ${program.map((word) => `'${word}'`).join(' ')} --base HEAD`,
    ],
  };
  const [warm, cold] = await inTurn([ask('warm', '--base', 'HEAD'), edited], 5);
  row('affected, all environments', seconds(warm!), '', 'at most 1 s');
  row('affected after an edit', seconds(cold!), '', 'at most 3 s');
  await newWorld();
  try {
    const [records] = await inTurn([ask('records')], 5);
    row('affected by records', `${seconds(records!)}, on the embedded AWS`, '', 'at most 1 s');
  } finally {
    await closeWorld();
  }
  const [first] = await inTurn([{ ...edited, command: ['sh', '-c', `rm -rf .work/commits; ${edited.command[2]}`] }], 3);
  row('affected, base never seen', seconds(first!), '', 'no promise');
}

const seconds = (measured: Measured) => `${median(measured.seconds).toFixed(2)} s`;
