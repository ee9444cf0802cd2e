import type { Environment } from '@malinshopper/environments';
import { minimatch } from 'minimatch';
import { z } from 'zod';
import { judge } from '../judge';
import { PlannedValues } from '../model/planned';
import { Stack } from '../model/stack';
import { World } from '../model/world';
import { rules as allRules } from '../rules';
import type { Rule } from '../rules/rule';
import { guardWaivers, waivers as allWaivers } from '../waivers/waivers';
import type { Waiver } from '../waivers/waiver';
import { guardedRules } from './guarded-rules';
import { statefulTypes } from './stateful';

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

/** The id under which a waiver lets a stateful resource of production go. */
export const deletionRule = 'MAL_GUARD_1';

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

/**
 * Why production refuses a plan: it would delete or replace what holds data, or what it makes is open to the world or
 * without protection. Every other environment refuses nothing here; the review shows it all.
 * @returns one sentence for each reason; none if the plan may be applied
 */
export function refusals({ environment, stack, plan }: GuardSubject, options: GuardOptions = {}): string[] {
  if (environment.kind !== 'production') return [];
  const { today = new Date().toISOString().slice(0, 10), waivers = [...allWaivers, ...guardWaivers] } = options;
  const { rules = allRules.filter(({ id }) => guardedRules.has(id)) } = options;
  const own = new Stack(stack);
  const accepted = (rule: string, path: string) =>
    waivers.some(
      (waiver) =>
        waiver.rule === rule &&
        waiver.environments.includes('production') &&
        waiver.expires >= today &&
        minimatch(path, waiver.path),
    );
  const lost = planSchema
    .parse(plan)
    .resource_changes.filter(({ type, change }) => statefulTypes.has(type) && change.actions.includes('delete'))
    .map(({ address, change }) => ({
      address,
      // What is no longer in the program has no path there: it is waived by its address.
      path: own.resource(address.replace(/\[.*$/, ''))?.path ?? address,
      what: change.actions.includes('create') ? 'replace' : 'delete',
    }))
    .filter(({ path }) => !accepted(deletionRule, path))
    .map(
      ({ address, path, what }) =>
        `The plan would ${what} ${address} (${path}), which holds what cannot be made again. If that is wanted, add a ` +
        `waiver of ${deletionRule} with a date to guardWaivers (tools/policy/src/waivers/waivers.ts).`,
    );
  const plans = new Map([[own.key, new PlannedValues(plan)]]);
  const open = judge(new World(environment, [own], [], plans), rules)
    .filter(({ rule, resource, fault }) => fault && !accepted(rule.id, resource.path))
    .map(({ rule, resource, fault }) => `${resource.address} (${resource.path}): ${fault} (${rule.id}). ${rule.fix}.`);
  return [...lost, ...open];
}
