import { deployEnvironment, destroyEnvironment } from '@malinshopper/terraform';
import { timesTable } from '../commands/times';
import { closeWorld, newWorld } from '../world';
import { benchPlan } from './plan';
import { row } from './report';

/** Deploys a whole production environment from nothing on the embedded AWS, plans it, and destroys it. */
export async function benchEnvironment(): Promise<void> {
  await newWorld();
  const up = await deployEnvironment('production');
  console.log(`\n${timesTable(up)}\n`);
  if (!up.ok) throw new Error('production could not be deployed: npm start -- production shows the reason.');
  await benchPlan('production');
  const down = await destroyEnvironment('production');
  console.log(`\n${timesTable(down)}\n`);
  if (!down.ok) throw new Error('production could not be destroyed: npm run destroy -- production shows the reason.');
  row('production up', minutes(up.milliseconds), '', 'at most 6 min');
  row('production down', minutes(down.milliseconds), '', 'at most 4 min');
  await closeWorld();
}

function minutes(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
