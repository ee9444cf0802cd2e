import { affected, type AffectedOptions } from '../affected';
import { chosenGone, destruct } from './destruction';

/**
 * `npm run affected -- gone`: shows what the destruction of everything that is gone would do, or does it.
 * @throws as `destruct` does, and if one of the names is not of something that is gone
 */
export async function gone(names: readonly string[], options: AffectedOptions & { destroys: boolean }): Promise<void> {
  const { root, destroys } = options;
  const chosen = chosenGone((await affected(options)).rows, names);
  if (chosen.length === 0) return console.log('Nothing that was deployed is gone from the repository.');
  await destruct(chosen, { root, destroys, say: (line) => console.log(line) });
  if (!destroys)
    console.log('That was only a plan. To do it, when it has been reviewed: the same command with --destroy.');
}
