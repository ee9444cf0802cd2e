import type { TeamName } from '@malinshopper/environments';
import { minimatch } from 'minimatch';
import type { Kind } from '../kinds';
import type { Verdict } from '../judge';

/** A finding that is accepted for a while, and by whom. */
export interface Waiver {
  /** The rule's id. */
  readonly rule: string;
  /** The construct paths that it is about, such as `data/content/**`: `*` stands for one part, `**` for any. */
  readonly path: string;
  /** Where it is accepted. In each of them it has to be needed. */
  readonly environments: readonly [Kind, ...Kind[]];
  /** Why this is right, or not yet wrong, in a sentence that a reviewer can agree or disagree with. */
  readonly reason: string;
  /** The team that answers for it. */
  readonly owner: TeamName;
  /** The last day on which it holds: `2027-06-30`. Then it is looked at again. */
  readonly expires: string;
}

/** A verdict, and the waiver that accepts it if there is one. */
export interface Judged extends Verdict {
  readonly waiver?: Waiver;
}

/** A waiver that does not hold: it is to be renewed, corrected or deleted. */
export interface DeadWaiver {
  readonly waiver: Waiver;
  readonly because: string;
}

const covers = ({ rule, path }: Waiver, verdict: Verdict) =>
  rule === verdict.rule.id && minimatch(verdict.resource.path, path);

/** Puts waivers to the verdicts on an environment of a kind. An expired one accepts nothing any more. */
export function withWaivers(
  verdicts: readonly Verdict[],
  kind: Kind,
  waivers: readonly Waiver[],
  today: string,
): { readonly judged: readonly Judged[]; readonly dead: readonly DeadWaiver[] } {
  const here = waivers.filter(({ environments }) => environments.includes(kind));
  const used = new Set<Waiver>();
  const judged = verdicts.map((verdict): Judged => {
    if (!verdict.fault) return verdict;
    const waiver = here.find((each) => each.expires >= today && covers(each, verdict));
    if (waiver) used.add(waiver);
    return { ...verdict, waiver };
  });
  const dead = here
    .filter((waiver) => !used.has(waiver))
    .map((waiver) => ({
      waiver,
      because:
        waiver.expires < today
          ? `expired on ${waiver.expires}: renew it with a new reason, or mend what it accepts`
          : `is needed by nothing in ${kind}: delete it, or take ${kind} out of its environments`,
    }));
  return { judged, dead };
}
