import { inside, readPlain } from '../inside';

/** Whether the instance knows a user (`passwd`) or group. All of them are one and the same user there, see `firstBoot`. */
export async function nameIn(root: string, list: 'passwd' | 'group', name: string): Promise<boolean> {
  const text = (await readPlain(await inside(root, `/etc/${list}`))) ?? '';
  return text.split('\n').some((line) => line.split(':')[0] === name);
}
