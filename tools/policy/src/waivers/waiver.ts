import type { TeamName } from '@malinshopper/environments';
import { minimatch } from 'minimatch';
import { z } from 'zod';
import { scenarios, type Scenario } from '../scenarios';
import { guardedRules } from '../guard/guarded-rules';
import type { Verdict } from '../judge';

/** A temporary acceptance of a finding by a team. */
export interface Waiver {
  /** The rule's id. */
  readonly rule: string;
  /** A pattern of construct paths, such as `data/content/**`: `*` stands for one part, `**` for any. */
  readonly path: string;
  /** The environments in which it is accepted. Each of them has to need it. */
  readonly environments: readonly [Scenario, ...Scenario[]];
  /**
   * The reason why this is right, or not yet wrong, in a sentence that a reviewer can agree or disagree with: 30
   * characters or more.
   */
  readonly reason: string;
  /** The team that is responsible for it. */
  readonly owner: TeamName;
  /** Its last day: `2027-06-30`. It is reviewed then. */
  readonly expires: string;
}

/** A verdict, and the waiver that accepts it, if there is one. */
export interface Judged extends Verdict {
  readonly waiver?: Waiver;
}

/** A waiver without effect: it has to be renewed, corrected or deleted. */
export interface DeadWaiver {
  readonly waiver: Waiver;
  readonly because: string;
}

/**
 * A single exception of production's guard: one construct or one address, one rule, and one attribute where it is for a
 * change.
 */
export interface GuardWaiver extends Waiver {
  /**
   * The path of the attribute that may change: `backup_retention_period`. @default - the whole resource may be deleted
   */
  readonly attribute?: string;
}

const covers = ({ rule, path }: Waiver, verdict: Verdict) =>
  rule === verdict.rule.id && (path === verdict.resource.address || minimatch(verdict.resource.path, path));

/** Applies waivers to the verdicts on an environment of a scenario. An expired waiver has no effect. */
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
          ? `expired on ${waiver.expires}: renew it with a new reason, or repair the fault`
          : `is needed by nothing in ${scenario}: delete it, or remove ${scenario} from its environments`,
    }));
  return { judged, dead };
}

/** The id of waivers that permit a loss of production in a plan. */
export const deletionRule = 'MAL_GUARD_1';

/** True if a rule belongs to the guard: in production, only a waiver of the guard accepts its findings. */
const isOfGuard = (rule: string) => rule === deletionRule || guardedRules.has(rule);

/**
 * Waivers of the guard that accept a finding of a rule in the program. A loss in a plan is no finding in the program.
 */
export const ofRules = (waivers: readonly GuardWaiver[]): readonly GuardWaiver[] =>
  waivers.filter(({ rule }) => rule !== deletionRule);

/** The two lists of waivers. */
export type WaiverList = 'waivers' | 'guardWaivers';

/** The longest validity of a waiver, in days. */
const longest: Readonly<Record<WaiverList, number>> = {
  // Each acceptance is reviewed every year: the time from one review to the next, and a quarter to get to it.
  waivers: 457,
  // A guard waiver is for one deploy within a month. A waiver that stayed longer would also permit the next loss.
  guardWaivers: 31,
};

/** `aws_kms_key.data_key_1A2B3C4D`, `aws_kms_key.gone["a"]` */
const address = /^[a-z]\w*\.[\w-]+(\[("[^"]*"|\d+)\])?$/;
export const isAddress = (path: string) => address.test(path);

const isOnePath = (path: string) => /^[\w.-]+(\/[\w.-]+)+$/.test(path);
const days = (date: string) => Date.parse(date) / 86_400_000;

/** The schema for the waivers of a list. */
const waiverOf = (list: WaiverList, today: string) => {
  const each = z.object({
    rule: z.string().min(1),
    // The part after the app may be a pattern; `**` or `!data/content` would match all apps.
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
        "it is a rule of production's guard, so production waives it only in guardWaivers (guard-waivers.ts), once and by name",
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

/**
 * True if a waiver of the guard is valid on a day: neither expired, nor for longer than one deploy needs, in either
 * list.
 */
export const holdsOn = ({ expires, environments }: GuardWaiver, today: string): boolean =>
  environments.includes('production') && expires >= today && days(expires) - days(today) <= longest.guardWaivers;

/**
 * Returns the waivers if each of them is valid.
 * @throws if one has no real last day, or one too far ahead, has no reason, or covers more than its list permits
 */
export function checked<One extends Waiver>(list: WaiverList, waivers: readonly One[], today: string): readonly One[] {
  const schema = waiverOf(list, today);
  for (const waiver of waivers) {
    const { error } = schema.safeParse(waiver);
    if (!error) continue;
    const faults = error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    throw new Error(`The waiver of ${waiver.rule} for ${waiver.path} (tools/policy, ${list}) is not valid: ${faults}.`);
  }
  return waivers;
}
