import type { Deployed } from '@malinshopper/local-aws';
import { duration } from '@malinshopper/terraform';

/** `testing (4 apps), nonproduction (account)`. */
export function contents(deployed: readonly Deployed[]): string {
  const owners = new Map<string, string[]>();
  for (const { owner, app } of deployed) owners.set(owner, [...(owners.get(owner) ?? []), app]);
  const said = [...owners].map(([owner, apps]) => `${owner} (${apps.length === 1 ? apps[0] : `${apps.length} apps`})`);
  return said.join(', ') || 'nothing deployed';
}

export const ago = (time: Date, now = new Date()): string => `${duration(now.getTime() - time.getTime())} ago`;
