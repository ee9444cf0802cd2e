import type { TeamName } from '@malinshopper/environments';
import { minimatch } from 'minimatch';
import { z } from 'zod';
import { scenarios, type Scenario } from '../scenarios';
import { guardedRules } from '../guard/guarded-rules';
import type { Verdict } from '../judge';

/** A finding that is accepted for a while, and by whom. */
export interface Waiver {
  /** The rule's id. */
  readonly rule: string;
  /** The construct paths that it is about, such as `data/content/**`: `*` stands for one part, `**` for any. */
  readonly path: string;
  /** Where it is accepted. In each of them it has to be needed. */
  readonly environments: readonly [Scenario, ...Scenario[]];
  /** Why this is right, or not yet wrong, in a sentence that a reviewer can agree or disagree with: 30 characters or more. */
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

/** What production's guard lets through once: one construct or one address, one rule, and one attribute where it is about a change. */
export interface GuardWaiver extends Waiver {
  /** The path of the attribute that may change: `backup_retention_period`. @default - the whole resource may go */
  readonly attribute?: string;
}

const covers = ({ rule, path }: Waiver, verdict: Verdict) =>
  rule === verdict.rule.id && (path === verdict.resource.address || minimatch(verdict.resource.path, path));

/** Puts waivers to the verdicts on an environment of a kind. An expired one accepts nothing any more. */
export function withWaivers(
  verdicts: readonly Verdict[],
  scenario: Scenario,
  waivers: readonly Waiver[],
  today: string,
): { readonly judged: readonly Judged[]; readonly dead: readonly DeadWaiver[] } {
  const here = waivers.filter(({ environments }) => environments.includes(scenario));
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
          : `is needed by nothing in ${scenario}: delete it, or take ${scenario} out of its environments`,
    }));
  return { judged, dead };
}

/** The id under which a waiver lets production lose something by a plan. */
export const deletionRule = 'MAL_GUARD_1';

/** Whether a rule is one of the guard, so that only a waiver of the guard accepts what it finds in production. */
const isOfGuard = (rule: string) => rule === deletionRule || guardedRules.has(rule);

/** Waivers of the guard that accept what a rule finds in the program. What a plan takes away is no finding of the program. */
export const ofRules = (waivers: readonly GuardWaiver[]): readonly GuardWaiver[] =>
  waivers.filter(({ rule }) => rule !== deletionRule);

/** The two lists of waivers. */
export type WaiverList = 'waivers' | 'guardWaivers';

/** For how many days ahead a waiver holds at most. */
const longest: Readonly<Record<WaiverList, number>> = {
  // What is accepted is looked at again each year: from one review to the next, and a quarter to come round to it.
  waivers: 457,
  // It is for one deploy, which is planned within a month. Left standing, it would let the next loss through as well.
  guardWaivers: 31,
};

/** `aws_kms_key.data_key_1A2B3C4D`, `aws_kms_key.gone["a"]` */
const address = /^[a-z]\w*\.[\w-]+(\[("[^"]*"|\d+)\])?$/;
export const isAddress = (path: string) => address.test(path);

const isOnePath = (path: string) => /^[\w.-]+(\/[\w.-]+)+$/.test(path);
const days = (date: string) => Date.parse(date) / 86_400_000;

/** What waivers of a list have to say. */
const waiverOf = (list: WaiverList, today: string) => {
  const each = z.object({
    rule: z.string().min(1),
    // Whatever stands after the app may be a pattern: `**` or `!data/content` would be about all apps.
    path: z.string().regex(/^[a-z][\w-]*\/./, 'has to begin with an app, as in data/content/*'),
    environments: z.array(z.enum(scenarios)).min(1),
    reason: z.string().trim().min(30),
    owner: z.string().min(1),
    expires: z.iso
      .date()
      .refine((date) => days(date) - days(today) <= longest[list], `is more than ${longest[list]} days ahead`),
  });
  if (list === 'waivers') {
    return each.refine(({ rule, environments }) => !environments.includes('production') || !isOfGuard(rule), {
      path: ['rule'],
      message:
        "production's guard judges by it, so it is waived there in guardWaivers alone (guard-waivers.ts), once and by name",
    });
  }
  return each.extend({
    rule: z
      .string()
      .refine(isOfGuard, `has to be ${deletionRule} or a guarded rule (tools/policy/src/guard/guarded-rules.ts)`),
    attribute: z
      .string()
      .regex(/^\w+(\.\w+)*$/, 'has to be one attribute, as in backup_retention_period')
      .optional(),
    path: z
      .string()
      .refine((path) => isOnePath(path) || isAddress(path), 'has to be one path or one address, no pattern'),
    environments: z.tuple([z.literal('production')]),
  });
};

/** Whether a waiver of the guard holds on a day: neither expired, nor for longer than one deploy needs, whatever list it comes from. */
export const holdsOn = ({ expires, environments }: GuardWaiver, today: string): boolean =>
  environments.includes('production') && expires >= today && days(expires) - days(today) <= longest.guardWaivers;

/**
 * The same waivers, if each of them is right.
 * @throws if one names no real day, or one too far ahead, gives no reason, or is about more than its list is for
 */
export function checked<One extends Waiver>(list: WaiverList, waivers: readonly One[], today: string): readonly One[] {
  const schema = waiverOf(list, today);
  for (const waiver of waivers) {
    const { error } = schema.safeParse(waiver);
    if (!error) continue;
    const faults = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    throw new Error(
      `The waiver of ${waiver.rule} for ${waiver.path} (tools/policy, ${list}) does not hold: ${faults}.`,
    );
  }
  return waivers;
}
