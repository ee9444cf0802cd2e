/**
 * Boots a machine of no role and without AWS, reports it, and waits to be killed: for the test that nothing is left of
 * it then.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { certificateForAws } from '../authority';
import { answers, reachableArchive } from '../image/archive';
import { baseFolder } from '../image/image';
import { baseRecipe } from '../image/recipe';
import { folderOf, groupOf } from '../leftovers';
import { Edge } from '../machine/edge-process';
import { Machine } from '../machine/machine';
import { until } from '../machine/poll';
import { cache } from '../machines';

async function main(): Promise<void> {
  const image = { layers: [await baseFolder(baseRecipe(await reachableArchive(answers)), cache, () => undefined)] };
  const run = folderOf(cache, process.pid);
  mkdirSync(run, { recursive: true });
  const { authority, ...certificate } = await certificateForAws(run, 'eu-west-1', 'database.example');
  const edge = await Edge.start(
    { ...certificate, database: join(run, 'database'), relay: join(run, 'none.sock'), userData: '' },
    {},
  );
  const group = `${groupOf(process.pid)}/one`;
  const folder = join(run, 'one');
  const machine = Machine.start({ name: 'one', image, folder, group, edge, authority, memory: 1024 ** 3 });
  await until('systemd starts', 60, async () => {
    if (!machine.isUp) return undefined;
    return /running|starting|degraded/.exec((await machine.try('systemctl is-system-running')).stdout)?.[0];
  });
  process.send?.('started');
  setInterval(() => undefined, 1 << 30);
}

main().catch((error: Error) => {
  process.send?.(error.message);
  process.exit(1);
});
