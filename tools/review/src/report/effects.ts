import { show } from '../difference/show';
import { placeOf, type ReviewedApp, type ReviewedChange } from '../record/record';
import { hasUnknown } from '../value/value';
import { isPossible } from './counts';

/** Changes of some resources that happen only if one of these values really changes. */
export interface PossibleEffect {
  readonly action: string;
  readonly onlyIf: readonly string[];
  readonly addresses: readonly string[];
}

/** The consequences of an app's changed outputs for one that reads them. */
export interface Effect {
  /** `staging/network` */
  readonly from: string;
  readonly to: string;
  readonly outputs: readonly {
    readonly name: string;
    readonly was: string;
    readonly is: string;
    readonly known: boolean;
  }[];
  /** The number of resources of the reader that change in any case. */
  readonly certain: number;
  /** Changes that happen only if an output that is not known yet really changes. */
  readonly possible: readonly PossibleEffect[];
  /** The reason if the consequences of the change are unknown. */
  readonly unplanned?: string;
}

/** The effects across apps: changed outputs, and their consequences in the apps that read their states. */
export function effectsOf(apps: readonly ReviewedApp[]): Effect[] {
  return apps.flatMap((from) => {
    const name = placeOf(from);
    if (from.result.kind !== 'planned' || from.result.outputs.length === 0) return [];
    const outputs = from.result.outputs.map(({ name: output, before, after }) => ({
      name: output,
      was: show(before),
      is: show(after),
      known: !hasUnknown(after),
    }));
    return apps
      .filter((to) => Object.hasOwn(to.provenance.upstream, name))
      .map((to) => ({ from: name, to: placeOf(to), outputs, ...inReader(to) }));
  });
}

function inReader({ result }: ReviewedApp): Pick<Effect, 'certain' | 'possible' | 'unplanned'> {
  if (result.kind === 'failed') return { certain: 0, possible: [], unplanned: 'its plan failed' };
  if (result.kind === 'unchanged')
    return { certain: 0, possible: [], unplanned: 'it was not planned, since it reads no changed output' };
  const changes: readonly ReviewedChange[] = result.changes.filter(({ mode }) => mode === 'managed');
  return {
    certain: changes.filter((one) => !isPossible(one)).length,
    possible: grouped(changes.filter(isPossible)),
  };
}

function grouped(changes: readonly ReviewedChange[]): PossibleEffect[] {
  const groups = new Map<string, { action: string; onlyIf: readonly string[]; addresses: string[] }>();
  for (const { address, action, onlyIf = [] } of changes) {
    const key = [action, ...onlyIf].join('\n');
    const group = groups.get(key) ?? { action, onlyIf, addresses: [] };
    group.addresses.push(address);
    groups.set(key, group);
  }
  return [...groups.values()];
}
