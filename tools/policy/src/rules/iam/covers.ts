import { policyPattern } from './actions';

/** What stands in an ARN for the name of a resource that nobody has thought of. */
const nobodysName = 'of-nobody-yet';
const covered = new Map<string, boolean>();

/** Whether a pattern of resources takes in every resource of a type, as `*`, `arn:aws:s3:::*` and `...:role/*` do. */
export function coversAll(pattern: string, arnOfType: string): boolean {
  const key = `${pattern} ${arnOfType}`;
  const before = covered.get(key);
  if (before !== undefined) return before;
  const any = arnOfType.replace(/\$\{[^}]*\}/g, nobodysName).split(':');
  const given = pattern.split(':');
  // Where it is does not bound it: an account's resources of a region are all there is.
  for (const place of [1, 3, 4]) if (given.length > 5) any[place] = given[place] ?? '';
  const covers = policyPattern(pattern).test(any.join(':'));
  covered.set(key, covers);
  return covers;
}
