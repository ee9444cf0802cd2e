import type { Synthesized } from '@malinshopper/terraform/record';
import type { Row } from './row';

/** The new stacks of some environments, by the names of environment and app. */
export type Stacks = ReadonlyMap<string, ReadonlyMap<string, Synthesized>>;

/**
 * Adds to each row the apps that are deployed before it and that it reads: their outputs may change, so the deploy
 * compares it again at its turn (deploy-environment.ts).
 */
export function withThoseBefore(rows: readonly Row[], stacks: Stacks): Row[] {
  const deployed = new Map(
    rows.filter(({ state }) => state !== 'unchanged' && state !== 'gone').map((row) => [row.key, row]),
  );
  // A possible change counts too, and so do the readers of such an app.
  const after = (row: Row, seen: ReadonlySet<string> = new Set()): string[] => {
    const upstreams = Object.values(stacks.get(row.environment)?.get(row.app)?.configuration.upstreams ?? {});
    return upstreams.flatMap(({ key }) => {
      if (seen.has(key)) return [];
      const upstream = rows.find((other) => other.key === key);
      if (deployed.has(key)) return [nameOf(key, row)];
      return upstream && after(upstream, new Set([...seen, key])).length > 0 ? [nameOf(key, row)] : [];
    });
  };
  return rows.map((row) => {
    if (row.state !== 'unchanged') return row;
    const before = [...new Set(after(row))].sort();
    return before.length > 0 ? { ...row, after: before } : row;
  });
}

/** The app of a state, with its owner if that is another. */
function nameOf(key: string, { environment, key: own }: Row): string {
  const [owner = '', file = ''] = key.split('/');
  const app = file.replace(/\.tfstate$/, '');
  return owner === environment || owner === own.split('/')[0] || app === 'account' ? app : `${owner}/${app}`;
}
