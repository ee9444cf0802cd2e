import type { Environment } from '@malinshopper/environments';
import { PlannedValues, Stack, World } from '@malinshopper/synthesized';
import { judge } from '../judge';
import { rules as allRules } from '../rules';
import type { Rule } from '../rules/rule';
import { guardWaivers } from '../waivers/guard-waivers';
import { deletionRule, holdsOn, type GuardWaiver } from '../waivers/waiver';
import { guardedRules } from './guarded-rules';
import { refusalsOf, type Refusal } from './judge-change';
import { judgedPlan } from './plan';
import { isOutgoingAddress } from './table/outgoing';

export interface GuardSubject {
  readonly environment: Environment;
  /** The app's stack, as parsed JSON. */
  readonly stack: unknown;
  /** Its plan, as parsed JSON of `terraform show -json`. */
  readonly plan: unknown;
}

export interface GuardOptions {
  /** @default - the rules of guarded-rules.ts */
  readonly rules?: readonly Rule[];
  /** @default - the waivers of guard-waivers.ts. Ordinary waivers have no effect here. */
  readonly waivers?: readonly GuardWaiver[];
  /** The day, as `2026-11-23`. @default - today, in UTC */
  readonly today?: string;
}

/** A refused change of the plan that a waiver permits. */
export interface LetThrough {
  readonly address: string;
  /** Its construct. Absent if it is no longer in the program. */
  readonly path?: string;
  /** `is to be deleted, and holds data that is lost with it` */
  readonly fault: string;
  readonly waiver: GuardWaiver;
}

/** The verdict of production's guard on a plan. */
export interface GuardVerdict {
  /** One sentence for each reason to refuse it; empty if it may be applied. */
  readonly refused: readonly string[];
  readonly letThrough: readonly LetThrough[];
}

/**
 * Judges a plan for production. The guard refuses a plan that would remove data, copies, recovery points, logs, routes,
 * keys, locks or protection (table/), that it cannot judge, or that opens resources to the internet. For every other
 * environment it refuses nothing: the review shows all changes.
 */
export function guardVerdict({ environment, stack, plan }: GuardSubject, options: GuardOptions = {}): GuardVerdict {
  if (environment.kind !== 'production') return { refused: [], letThrough: [] };
  const { today = new Date().toISOString().slice(0, 10), waivers = guardWaivers } = options;
  const { rules = allRules.filter(({ id }) => guardedRules.has(id)) } = options;
  const own = new Stack(stack);
  // A resource that is no longer in the program has no path: a waiver names its address.
  const pathOf = (address: string) => own.resource(address.replace(/\[.*$/s, ''))?.path;
  const accepted = (rule: string, address: string, path: string | undefined, attribute?: string) =>
    waivers.find(
      (waiver) =>
        waiver.rule === rule &&
        waiver.attribute === attribute &&
        (waiver.path === address || (path !== undefined && waiver.path === path)) &&
        holdsOn(waiver, today),
    );
  const judged = judgedPlan(plan);
  const lost = judged.changes
    .flatMap((change) => {
      const path = pathOf(change.address);
      const name = path === undefined ? change.address : `${change.address} (${path})`;
      return refusalsOf(change, judged, name).map((refusal) => ({ refusal, path }));
    })
    .map(({ refusal, path }) => {
      const { address, attribute, waivable = true } = refusal;
      return { refusal, path, waiver: waivable ? accepted(deletionRule, address, path, attribute) : undefined };
    });
  // Only a deploy creates such a name, for a resource that it keeps until its readers have switched: that one may be
  // deleted.
  const named = judged.changes
    .filter(({ address, previous_address: previous }) => isOutgoingAddress(address) && (previous ?? pathOf(address)))
    .map(
      ({ address }) =>
        `${address} has a name that a deploy uses for resources which it keeps for a while (docs/adr/0029). Rename it.`,
    );
  const plans = new Map([[own.key, new PlannedValues(plan)]]);
  const open = judge(new World(environment, [own], [], plans), rules)
    .filter(({ rule, resource, fault }) => fault && !accepted(rule.id, resource.address, resource.path))
    .map(({ rule, resource, fault }) => `${resource.address} (${resource.path}): ${fault} (${rule.id}). ${rule.fix}.`);
  return {
    refused: [
      ...judged.faults,
      ...named,
      ...lost.filter(({ waiver }) => !waiver).map(({ refusal }) => sentenceOf(refusal)),
      ...open,
    ],
    letThrough: lost.flatMap(({ refusal: { address, fault }, path, waiver }) =>
      waiver ? [{ address, ...(path && { path }), fault, waiver }] : [],
    ),
  };
}

/** The reasons why production refuses a plan, one sentence each; empty if it may be applied. */
export const refusals = (subject: GuardSubject, options: GuardOptions = {}): readonly string[] =>
  guardVerdict(subject, options).refused;

function sentenceOf({ why, instead, attribute, waivable = true }: Refusal): string {
  const next = instead && `${instead}. `;
  if (!waivable) return `${why}. ${next}`.trim();
  const of = attribute === undefined ? '' : ` for its attribute ${attribute}`;
  return (
    `${why}. ${next}If that is wanted, add a waiver of ${deletionRule}${of} with a date to guardWaivers ` +
    '(tools/policy/src/waivers/guard-waivers.ts).'
  );
}
