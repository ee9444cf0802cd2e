import type { Environment } from '@malinshopper/environments';
import { z } from 'zod';
import { guardVerdict } from '../guard/guard';
import { judge } from '../judge';
import { findingOf, type Finding, type Locations } from '../report/finding';
import { rules as allRules } from '../rules';
import type { RunOptions } from '../run';
import { guardWaivers as allGuardWaivers } from '../waivers/guard-waivers';
import { ofRules, withWaivers, type Judged } from '../waivers/waiver';
import { waivers as allWaivers } from '../waivers/waivers';
import { hostsOf, worldOf } from '../worlds';

/** An environment that is about to be deployed. */
export interface PlannedEnvironment {
  readonly environment: Environment;
  /** The synthesized JSON of all of its apps, also of unchanged ones: one app is judged by resources of another. */
  readonly stacks: ReadonlyMap<string, string>;
  /** `terraform show -json` of the apps that were planned, parsed. */
  readonly plans: ReadonlyMap<string, unknown>;
  /** The lines that create each construct. @default - not known */
  readonly locations?: Locations;
}

/** A finding, with its environment and app. */
export interface PlaceFinding extends Finding {
  /** `staging/data` */
  readonly place: string;
}

/** The verdict of the rules on planned environments. */
export interface PlanVerdict {
  /**
   * Findings without a waiver, anywhere in the environment: a resource that one app removes may be missing in another.
   */
  readonly findings: readonly PlaceFinding[];
  /**
   * Findings with a waiver, on resources that a plan creates or changes. In production, also the waived deletions and
   * replacements.
   */
  readonly waived: readonly PlaceFinding[];
  /** The reasons why production refuses a plan. */
  readonly refused: readonly { readonly place: string; readonly why: string }[];
}

type Options = Pick<RunOptions, 'rules' | 'waivers' | 'guardWaivers' | 'today'>;

/**
 * Judges planned environments. Only the hosts of a branch are synthesized; for all other stacks, the plans are read.
 */
export async function judgePlans(
  { environment, stacks, plans, locations = {} }: PlannedEnvironment,
  options: Options = {},
): Promise<PlanVerdict> {
  const { rules = allRules, waivers = allWaivers, guardWaivers = allGuardWaivers } = options;
  const { today = new Date().toISOString().slice(0, 10) } = options;
  const { kind, name } = environment;
  const own = new Map([...stacks].map(([app, json]) => [app, JSON.parse(json) as unknown]));
  const world = worldOf({ environment, own, hosts: await hostsOf(environment) });
  const { judged } = withWaivers(judge(world, rules), kind, [...waivers, ...ofRules(guardWaivers)], today);
  const placed = (one: Judged): PlaceFinding => ({
    ...findingOf(one, kind, locations),
    place: `${name}/${one.resource.app}`,
  });
  const touched = new Map([...plans].map(([app, plan]) => [app, touchedBy(plan)]));
  const isTouched = ({ resource: { app, address } }: Judged) => touched.get(app)?.has(address) ?? false;
  const faulty = judged.filter(({ fault }) => fault);
  const guards = [...plans].map(([app, plan]) => ({
    place: `${name}/${app}`,
    ...guardVerdict({ environment, stack: own.get(app), plan }, { waivers: guardWaivers, today }),
  }));
  return {
    findings: faulty.filter(({ waiver }) => !waiver).map(placed),
    waived: [
      ...guards.flatMap(({ place, letThrough }) =>
        letThrough.map(({ address, path = '', fault, waiver: { rule, reason, owner, expires } }): PlaceFinding => ({
          ...{
            rule,
            severity: 'critical',
            title: 'Production keeps its data',
            scenario: kind,
            place,
            address,
            path,
            fault,
          },
          ...{ why: '', fix: '', lines: locations[path] ?? [], waiver: { reason, owner, expires } },
        })),
      ),
      ...faulty.filter((one) => one.waiver && isTouched(one)).map(placed),
    ],
    refused: guards.flatMap(({ place, refused }) => refused.map((why) => ({ place, why }))),
  };
}

const planSchema = z.looseObject({
  resource_changes: z
    .array(z.looseObject({ address: z.string(), change: z.looseObject({ actions: z.array(z.string()) }) }))
    .default([]),
});

/** The addresses that a plan creates or changes, without the keys of instances. */
function touchedBy(plan: unknown): ReadonlySet<string> {
  const changes = planSchema.parse(plan).resource_changes;
  const isMade = (actions: readonly string[]) => actions.includes('create') || actions.includes('update');
  return new Set(
    changes.filter(({ change }) => isMade(change.actions)).map(({ address }) => address.replace(/\[.*$/s, '')),
  );
}
