import type { Environment } from '@malinshopper/environments';
import { minimatch } from 'minimatch';
import { z } from 'zod';
import { judge } from '../judge';
import { PlannedValues, Stack, World } from '@malinshopper/synthesized';
import { rules as allRules } from '../rules';
import type { Rule } from '../rules/rule';
import { guardWaivers, waivers as allWaivers } from '../waivers/waivers';
import { deletionRule, type Waiver } from '../waivers/waiver';
import { guardedRules } from './guarded-rules';
import { stateful } from './stateful';

/** What is read of `terraform show -json <plan>` (Terraform documentation, "JSON Output Format", format 1.2). */
const planSchema = z.looseObject({
  resource_changes: z
    .array(
      z.looseObject({
        address: z.string(),
        type: z.string(),
        change: z.looseObject({ actions: z.array(z.string()) }),
      }),
    )
    .default([]),
});

export interface GuardSubject {
  readonly environment: Environment;
  /** The app's stack, as parsed JSON. */
  readonly stack: unknown;
  /** Its plan, as parsed JSON of `terraform show -json`. */
  readonly plan: unknown;
}

export interface GuardOptions {
  /** @default - those of guarded-rules.ts */
  readonly rules?: readonly Rule[];
  /** @default - those of waivers.ts, of either kind */
  readonly waivers?: readonly Waiver[];
  /** The day, as `2026-11-23`. @default - today, in UTC */
  readonly today?: string;
}

/** Something that holds data, that the plan would take away, and that a waiver lets go. */
export interface LetThrough {
  readonly address: string;
  /** Its construct. Absent if it is not in the program any more. */
  readonly path?: string;
  /** `is to be deleted, and holds data that is lost with it` */
  readonly fault: string;
  readonly waiver: Waiver;
}

/** What production's guard says of a plan. */
export interface GuardVerdict {
  /** One sentence for each reason to refuse it; none if it may be applied. */
  readonly refused: readonly string[];
  readonly letThrough: readonly LetThrough[];
}

/**
 * Whether production refuses a plan: it would delete or replace what holds data, or what it makes is open to the world or
 * without protection. Every other environment refuses nothing here; the review shows it all.
 */
export function guardVerdict({ environment, stack, plan }: GuardSubject, options: GuardOptions = {}): GuardVerdict {
  if (environment.kind !== 'production') return { refused: [], letThrough: [] };
  const { today = new Date().toISOString().slice(0, 10), waivers = [...allWaivers, ...guardWaivers] } = options;
  const { rules = allRules.filter(({ id }) => guardedRules.has(id)) } = options;
  const own = new Stack(stack);
  const accepted = (rule: string, address: string, path: string | undefined) =>
    waivers.find(
      (waiver) =>
        waiver.rule === rule &&
        waiver.environments.includes('production') &&
        waiver.expires >= today &&
        // An address is no pattern: the key of one of several, `["a"]`, would be one letter.
        (waiver.path === address || (path !== undefined && minimatch(path, waiver.path))),
    );
  const lost = planSchema
    .parse(plan)
    .resource_changes.filter(({ type, change }) => type in stateful && change.actions.includes('delete'))
    .map(({ address, type, change }) => {
      // What is no longer in the program has no path there: it is waived by its address.
      const path = own.resource(address.replace(/\[.*$/, ''))?.path;
      const what = change.actions.includes('create') ? 'replace' : 'delete';
      return { address, type, path, what, waiver: accepted(deletionRule, address, path) };
    });
  const plans = new Map([[own.key, new PlannedValues(plan)]]);
  const open = judge(new World(environment, [own], [], plans), rules)
    .filter(({ rule, resource, fault }) => fault && !accepted(rule.id, resource.address, resource.path))
    .map(({ rule, resource, fault }) => `${resource.address} (${resource.path}): ${fault} (${rule.id}). ${rule.fix}.`);
  const refused = lost.filter(({ waiver }) => !waiver);
  return {
    refused: [
      ...refused.map(
        ({ address, type, path, what }) =>
          `The plan would ${what} ${address}${path ? ` (${path})` : ''}, which ${stateful[type]!.does}. If that is wanted, add a ` +
          `waiver of ${deletionRule} with a date to guardWaivers (tools/policy/src/waivers/waivers.ts).`,
      ),
      ...open,
    ],
    letThrough: lost.flatMap(({ address, type, path, what, waiver }) =>
      waiver
        ? [{ address, ...(path && { path }), fault: `is to be ${what}d, and ${stateful[type]!.does}`, waiver }]
        : [],
    ),
  };
}

/** Why production refuses a plan, one sentence for each reason; none if it may be applied. */
export const refusals = (subject: GuardSubject, options: GuardOptions = {}): readonly string[] =>
  guardVerdict(subject, options).refused;
