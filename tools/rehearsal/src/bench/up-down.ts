import { deployEnvironment, destroyEnvironment } from '@malinshopper/terraform';
import { timesTable } from '../times';
import { row } from './report';
import { closeWorld, newWorld } from '../world';

/** A whole production environment up from nothing on the embedded AWS, and down again. */
export async function benchUpDown(): Promise<void> {
  await newWorld();
  const up = await deployEnvironment('production');
  console.log(`\n${timesTable(up)}\n`);
  if (!up.ok) throw new Error('production could not be deployed: npm start -- production tells why.');
  const down = await destroyEnvironment('production');
  console.log(`\n${timesTable(down)}\n`);
  if (!down.ok) throw new Error('production could not be destroyed: npm run destroy -- production tells why.');
  row('production up', minutes(up.milliseconds), '', 'at most 6 min');
  row('production down', minutes(down.milliseconds), '', 'at most 4 min');
  await closeWorld();
}

const minutes = (milliseconds: number) =>
  `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
