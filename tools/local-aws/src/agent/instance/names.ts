import { inside, readPlain } from '../inside';

/**
 * True if the instance knows a user (`passwd`) or group. All of them are one and the same user there, see `firstBoot`.
 */
export async function nameIn(root: string, list: 'passwd' | 'group', name: string): Promise<boolean> {
  return (await entryOf(root, list, name)) !== undefined;
}

export interface User {
  readonly name: string;
  readonly home: string;
  readonly shell: string;
}

/** A user of the instance, as passwd(5) has it; undefined if it does not exist. */
export async function userIn(root: string, name: string): Promise<User | undefined> {
  const entry = await entryOf(root, 'passwd', name);
  // An empty last field is /bin/sh.
  return entry && { name, home: entry[5] ?? '', shell: entry[6] || '/bin/sh' };
}

async function entryOf(root: string, list: 'passwd' | 'group', name: string): Promise<string[] | undefined> {
  const text = (await readPlain(await inside(root, `/etc/${list}`))) ?? '';
  return text
    .split('\n')
    .map((line) => line.split(':'))
    .find(([first]) => first === name);
}
