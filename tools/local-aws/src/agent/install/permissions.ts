import { posix } from 'node:path';
import type { Permission } from '@malinshopper/revision';
import { found } from '../inside';
import type { Plan } from './plan';

/**
 * Plans the paths, owners and modes of each of the appspec's permissions (CodeDeploy user guide, "AppSpec 'permissions'
 * section").
 */
export async function planPermissions(plan: Plan, permissions: readonly Permission[], root: string): Promise<void> {
  for (const permission of permissions) {
    const object = posix.resolve('/', permission.object);
    if (plan.isCopied(object)) {
      if (!permission.type.includes('file')) continue;
      refusePatternOfFile(permission);
      plan.permit(object, permission);
    } else if (plan.isMade(object) || (await found(root, object))?.isDirectory()) {
      for (const path of plan.candidates(permission.type)) {
        if (isMeant(path, object, permission)) plan.permit(path, permission);
      }
    }
  }
}

function refusePatternOfFile({ object, pattern, except }: Permission): void {
  if (pattern !== '**') {
    throw new Error(
      `The deployment failed because the application specification file includes an object (${object}) with an invalid ` +
        `pattern (${pattern}), such as a pattern for a file applied to a directory. Correct the permissions section of the ` +
        `AppSpec file, and then try again.`,
    );
  }
  if (except.length > 0) {
    throw new Error(
      `The deployment failed because the except parameter for a pattern in the permissions section (${except.join(', ')}) for ` +
        `the object named ${object} contains an invalid format. Update the AppSpec file, and then try again.`,
    );
  }
}

/**
 * `**` matches everything below, any other pattern a name directly in the folder; `except` too matches only names
 * directly in it.
 */
function isMeant(path: string, object: string, { pattern, except }: Permission): boolean {
  const base = object === '/' ? '/' : `${object}/`;
  if (!path.startsWith(base)) return false;
  const name = path.slice(base.length);
  return (pattern === '**' || matches(name, pattern)) && !except.some((other) => matches(name, other));
}

/**
 * `*` stands for any characters but `/`. Matched from the left, each `*` as short as possible: no pattern takes long.
 */
function matches(name: string, pattern: string): boolean {
  if (name.includes('/')) return false;
  const [head = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return name === pattern;
  const tail = rest.pop()!;
  if (!name.startsWith(head) || !name.endsWith(tail) || name.length < head.length + tail.length) return false;
  let at = head.length;
  for (const part of rest) {
    const next = name.indexOf(part, at);
    if (next < 0 || next + part.length > name.length - tail.length) return false;
    at = next + part.length;
  }
  return true;
}
