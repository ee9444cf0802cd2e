import type { Environment } from '@malinshopper/environments';
import { judge } from './judge';
import { subjectOf, type Scenario } from './scenarios';
import { rules as allRules } from './rules';
import type { Rule } from './rules/rule';
import { deadGuardWaivers } from './guard/dead-waivers';
import { guardWaivers as allGuardWaivers } from './waivers/guard-waivers';
import { ofRules, withWaivers, type DeadWaiver, type GuardWaiver, type Judged, type Waiver } from './waivers/waiver';
import { waivers as allWaivers } from './waivers/waivers';
import { documentsOf, worldOf } from './worlds';

/** The results of the rules for one environment. */
export interface Outcome {
  readonly scenario: Scenario;
  readonly environment: Environment;
  /** The number of resources. */
  readonly resources: number;
  /** Their types. */
  readonly types: readonly string[];
  readonly judged: readonly Judged[];
  readonly dead: readonly DeadWaiver[];
  /** The duration of the rules without the synthesis, in milliseconds. */
  readonly took: number;
}

export interface RunOptions {
  /** @default - all of them */
  readonly rules?: readonly Rule[];
  /** @default - the waivers of waivers.ts */
  readonly waivers?: readonly Waiver[];
  /** The waivers for the guard of production. @default - the waivers of guard-waivers.ts */
  readonly guardWaivers?: readonly GuardWaiver[];
  /** The day, as `2026-11-23`. @default - today, in UTC */
  readonly today?: string;
}

/** Synthesizes the environment of a scenario, and judges all of its resources. */
export async function run(scenario: Scenario, options: RunOptions = {}): Promise<Outcome> {
  const { rules = allRules, waivers = allWaivers, guardWaivers = allGuardWaivers } = options;
  const { today = new Date().toISOString().slice(0, 10) } = options;
  const subject = subjectOf(scenario);
  const documents = await documentsOf(subject);
  const started = performance.now();
  const world = worldOf(documents);
  const verdicts = judge(world, rules);
  const took = performance.now() - started;
  const all = world.resources();
  const { judged, dead } = withWaivers(verdicts, scenario, [...waivers, ...ofRules(guardWaivers)], today);
  return {
    scenario,
    environment: subject.environment,
    resources: all.length,
    types: [...new Set(all.map(({ type }) => type))],
    judged,
    dead: [...dead, ...(scenario === 'production' ? deadGuardWaivers(guardWaivers, all, today) : [])],
    took,
  };
}
