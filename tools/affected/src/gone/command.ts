import { affected, type AffectedOptions } from '../affected';
import { chosenGone, destruct } from './destruction';

/**
 * `npm run affected -- gone`: shows the plan for the destruction of everything that is gone, or destroys it.
 * @throws like `destruct`, and if a name is not of a gone app
 */
export async function gone(names: readonly string[], options: AffectedOptions & { destroys: boolean }): Promise<void> {
  const { root, destroys } = options;
  const chosen = chosenGone((await affected(options)).rows, names);
  if (chosen.length === 0) return console.log('No deployed app is gone from the repository.');
  await destruct(chosen, { root, destroys, say: (line) => console.log(line) });
  if (!destroys) console.log('This was only a plan. To destroy, after a review: the same command with --destroy.');
}
