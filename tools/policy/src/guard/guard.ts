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
  const accepted = (rule: string, address: string, path: string | undefined) =>
    waivers.some(
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
    .map(({ address, type, change }) => ({
      address,
      type,
      // What is no longer in the program has no path there: it is waived by its address.
      path: own.resource(address.replace(/\[.*$/, ''))?.path,
      what: change.actions.includes('create') ? 'replace' : 'delete',
    }))
    .filter(({ address, path }) => !accepted(deletionRule, address, path))
    .map(
      ({ address, type, path, what }) =>
        `The plan would ${what} ${address}${path ? ` (${path})` : ''}, which ${stateful[type]!.does}. If that is wanted, add a ` +
        `waiver of ${deletionRule} with a date to guardWaivers (tools/policy/src/waivers/waivers.ts).`,
    );
  const plans = new Map([[own.key, new PlannedValues(plan)]]);
  const open = judge(new World(environment, [own], [], plans), rules)
    .filter(({ rule, resource, fault }) => fault && !accepted(rule.id, resource.address, resource.path))
    .map(({ rule, resource, fault }) => `${resource.address} (${resource.path}): ${fault} (${rule.id}). ${rule.fix}.`);
  return [...lost, ...open];
}
