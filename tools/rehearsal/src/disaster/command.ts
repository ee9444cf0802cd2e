import { environment } from '@malinshopper/environments';
import { commitOf, openReporter } from '@malinshopper/terraform';
import { bringUp } from '../change/base';
import { sideAt } from '../change/side';
import { root } from '../programs';
import { closeWorld } from '../world';
import { drill, type Outcome } from './drill';
import { disasterNames, type DisasterName } from './promises';
import { report } from './report';

/**
 * `npm run rehearse:disaster`: production on an embedded AWS of its own, one disaster after the other. Exits with 1 if a promise of docs/recovery.md is
 * not met.
 * @throws for a disaster that is not known, before anything is begun
 */
export async function rehearseDisaster(names: readonly string[]): Promise<void> {
  const chosen = names.length === 0 ? disasterNames : names.map(known);
  const production = environment('production');
  const { id: commit } = (await commitOf(root)) ?? { id: 'no commit' };
  try {
    await bringUp(await sideAt(root, production), production, { commit, say: console.log, reporter: openReporter });
    const outcomes: Outcome[] = [];
    for (const name of chosen) outcomes.push(await drill(production.ref, name, console.log));
    console.log(`\n${report(outcomes)}`);
    if (outcomes.some(({ unmet }) => unmet.length > 0)) process.exitCode = 1;
  } finally {
    await closeWorld();
  }
}

function known(name: string): DisasterName {
  const found = disasterNames.find((one) => one === name);
  if (found) return found;
  throw new Error(`The drill knows no disaster ${JSON.stringify(name)}: choose from ${disasterNames.join(', ')}.`);
}
