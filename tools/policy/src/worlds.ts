import { hostOf, type Environment } from '@malinshopper/environments';
import { repositoryRoot, synthesize, type SynthOptions } from '@malinshopper/synth';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Subject } from './scenarios';
import { Stack, World } from '@malinshopper/synthesized';

/** The synthesized stacks of an environment, and the synthesized stacks of its hosts. */
export interface Documents {
  readonly environment: Environment;
  /** As parsed JSON, by app. */
  readonly own: ReadonlyMap<string, unknown>;
  readonly hosts: readonly unknown[];
}

/** The project roots of all apps. */
export const apps = () => readdirSync(join(repositoryRoot, 'apps')).map((app) => join('apps', app));

/** Synthesizes every app of an environment, and of the environments from which it borrows. */
export async function documentsOf({ environment, changes }: Subject): Promise<Documents> {
  const own = await parsed(environment.ref, changes && { changes });
  return { environment, own, hosts: await hostsOf(environment) };
}

/** The synthesized stacks of the hosts of an environment. Without hosts, as for production, nothing is synthesized. */
export async function hostsOf(environment: Environment): Promise<unknown[]> {
  const lent = ['network', 'loadBalancer', 'database'] as const;
  const hosts = new Set(lent.map((each) => hostOf(environment, each).ref));
  hosts.delete(environment.ref);
  const borrowed: unknown[] = [];
  for (const host of hosts) borrowed.push(...(await parsed(host)).values());
  return borrowed;
}

async function parsed(ref: string, options?: SynthOptions): Promise<Map<string, unknown>> {
  const stacks = await synthesize(ref, apps(), options);
  return new Map([...stacks].map(([app, json]) => [app, JSON.parse(json) as unknown]));
}

/** The policy model that rules read. */
export function worldOf({ environment, own, hosts }: Documents): World {
  return new World(environment, [...own.values()].map(stackOf), hosts.map(stackOf));
}

const stacks = new WeakMap<object, Stack>();

/** Parses a document only once, because policy models that differ in one stack share all other stacks. */
function stackOf(document: unknown): Stack {
  const known = stacks.get(document as object);
  if (known) return known;
  const stack = new Stack(document);
  stacks.set(document as object, stack);
  return stack;
}
