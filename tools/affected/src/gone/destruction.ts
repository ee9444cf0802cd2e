import { destroy, plan, type ContextOptions } from '@malinshopper/terraform';
import { stateOwner } from '@malinshopper/terraform/record';
import type { Row } from '../row';
import { destructionOrder, lastCodeOf } from './last-code';

export interface Destruction extends Pick<ContextOptions, 'variables' | 'target'> {
  /** The root directory of the repository. */
  readonly root: string;
  /** True to destroy, false to plan only. */
  readonly destroys: boolean;
  /** Called before each plan or destroy, with a line about it. */
  say(line: string): void;
}

const nameOf = (key: string) => key.replace(/\.tfstate$/, '');

/**
 * Returns the rows of removed apps that the names select.
 * @param names such as `testing/search`, or `search` for this app in every environment @default - all
 * @throws if one of the names is not a removed app, with the list of the removed apps
 */
export function chosenGone(rows: readonly Row[], names: readonly string[]): Row[] {
  const gone = rows.filter(({ state }) => state === 'gone');
  const isMeant = (name: string) => (row: Row) => [nameOf(row.key), row.app, stateOwner(row.key).owner].includes(name);
  for (const name of names) {
    if (gone.some(isMeant(name))) continue;
    const known = gone.map(({ key }) => nameOf(key)).join(', ') || 'nothing';
    throw new Error(
      `${name} is not an app that was removed from the repository. The removed apps are: ${known}. Nothing was touched.`,
    );
  }
  return names.length === 0 ? gone : gone.filter((row) => names.some((name) => isMeant(name)(row)));
}

/** @throws if another app still reads outputs of a removed app, or if the app was only renamed, with the next step */
export function assertNotNeeded(rows: readonly Row[]): void {
  const keys = new Set(rows.map(({ key }) => key));
  for (const { key, app, readBy = [], looksLike } of rows) {
    const readers = readBy.filter((reader) => !keys.has(reader)).map(nameOf);
    if (readers.length > 0) {
      throw new Error(
        `${nameOf(key)} is gone from the repository, but the deployed version of ${readers.join(', ')} still reads its outputs. Remove these reads and deploy ` +
          `again, then destroy ${nameOf(key)}. Nothing was touched.`,
      );
    }
    if (looksLike === undefined) continue;
    throw new Error(
      `${nameOf(key)} is gone from the repository, but ${looksLike}, which was never deployed to this environment, creates the same resources: the app was probably ` +
        `renamed. Destroying ${app} would lose the resources that ${looksLike} needs. Rename the folder to apps/${app} again, or, if ${looksLike} is ` +
        `to keep the resources, copy the state (${key} to ${key.replace(`${app}.tfstate`, `${looksLike}.tfstate`)}), deploy ${looksLike}, and delete ` +
        `the old state. Nothing was touched.`,
    );
  }
}

/**
 * Destroys removed apps, or plans their destruction. It uses the code of their last deploy, in the reverse order of
 * their contracts. A deploy never does this.
 * @throws before any change, if an app is still needed, or its code is not available
 */
export async function destruct(rows: readonly Row[], options: Destruction): Promise<void> {
  const { root, destroys, say, variables, target } = options;
  assertNotNeeded(rows);
  const all = [];
  for (const row of rows) all.push(await lastCodeOf(row, root));
  for (const { row, root: folder, environment } of await destructionOrder(all)) {
    const { id, clean } = row.commit!;
    say(`${nameOf(row.key)}, with its code of ${id.slice(0, 7)}${clean ? '' : ', without its uncommitted changes'}:`);
    const where = { root: folder, ...(variables && { variables }), ...(target && { target }) };
    if (destroys) await destroy(`apps/${row.app}`, environment, where);
    else if ((await plan(`apps/${row.app}`, environment, { ...where, destroys: true })) === 1) {
      throw new Error(`The destruction of ${nameOf(row.key)} cannot be planned: see above.`);
    }
  }
}
