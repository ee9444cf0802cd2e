import type { EnvironmentConfig } from '@malinshopper/environments';
import { appRoots, synthesize } from '@malinshopper/terraform';
import { root } from '../../programs';
import { onACluster } from '../suites/moving-to-a-cluster';
import { calls, types } from './calls.json';

const asked: Readonly<Record<string, readonly string[]>> = types;

const kinds: readonly (readonly [string, Partial<EnvironmentConfig>])[] = [
  ['production', {}],
  ['testing', {}],
  ['feature/checkout', {}],
  ['production', onACluster],
];

test('the table has for each resource type of all apps the calls that describe it', async () => {
  const used = new Set<string>();
  for (const [ref, changes] of kinds) {
    for (const { json } of (await synthesize(ref, appRoots(root), { changes })).values()) {
      const { resource = {} } = JSON.parse(json) as { resource?: Record<string, unknown> };
      for (const type of Object.keys(resource)) if (type.startsWith('aws_')) used.add(type);
    }
  }
  expect([...used].filter((type) => !Object.hasOwn(asked, type)).sort()).toEqual([]);
});

test('each of these calls is described, and belongs to a type', () => {
  const named = new Set(Object.values(asked).flat());
  expect([...named].filter((call) => !Object.hasOwn(calls, call))).toEqual([]);
  expect(Object.keys(calls).filter((call) => !named.has(call))).toEqual([]);
});
