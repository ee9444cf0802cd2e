import type { Json, Plan } from '../plan/schema';
import { parsedJson, unpack } from '../value/unpack';
import type { KnownSecrets } from './known-secrets';
import { isPlace, isSecretName, secretsIn } from './looks';

/**
 * Collects every secret of a plan: the values that the plan marks as sensitive, and the values that look like a secret.
 */
export function collectSecrets(plan: Plan, into: KnownSecrets): void {
  const resources = [
    ...plan.resource_changes,
    ...plan.resource_drift,
    ...plan.deferred_changes.map((deferred) => deferred.resource_change),
  ];
  for (const change of [...resources.map((one) => one.change), ...Object.values(plan.output_changes)]) {
    take(change.before, change.before_sensitive, into);
    take(change.after, change.after_sensitive, into);
  }
  for (const values of [plan.planned_values, plan.prior_state?.values]) {
    ofModule(values?.root_module, into);
    for (const [name, output] of entries(values?.outputs)) {
      const { value, sensitive } = fields(output);
      take(value, sensitive, into, name);
    }
  }
}

function ofModule(found: Json | undefined, into: KnownSecrets): void {
  const { resources, child_modules } = fields(found);
  for (const resource of Array.isArray(resources) ? (resources as Json[]) : []) {
    const { values, sensitive_values } = fields(resource);
    take(values, sensitive_values, into);
  }
  for (const child of Array.isArray(child_modules) ? (child_modules as Json[]) : []) ofModule(child, into);
}

function take(value: Json | undefined, sensitive: Json | undefined, into: KnownSecrets, name?: string): void {
  if (value === undefined || value === null) return;
  if (sensitive === true) into.add(value);
  else if (typeof value === 'string') ofText(value, into, name);
  else if (typeof value === 'object') {
    const pair = fields(value);
    const label = pair['name'] ?? pair['key'] ?? pair['Name'] ?? pair['Key'];
    for (const [key, one] of entries(value)) {
      const called = Array.isArray(value) ? name : /^value$/i.test(key) && typeof label === 'string' ? label : key;
      take(one, entryOf(sensitive, key), into, called);
    }
  }
}

function ofText(text: string, into: KnownSecrets, name?: string): void {
  if (isSecretName(name) && !isPlace(text)) into.add(text);
  const json = parsedJson(text);
  if (json !== undefined) take(json as Json, undefined, into);
  const packed = unpack(text);
  if (packed) ofText(packed.text, into);
  for (const { from, to } of secretsIn(text)) into.add(text.slice(from, to).replace(/^\\*["']|\\*["']$/g, ''));
}

const fields = (value: Json | undefined): Readonly<Record<string, Json | undefined>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, Json>) : {};
const entries = (value: Json | undefined): [string, Json][] =>
  typeof value === 'object' && value !== null ? (Object.entries(value) as [string, Json][]) : [];
const entryOf = (marks: Json | undefined, key: string): Json | undefined =>
  typeof marks === 'object' && marks !== null ? (marks as Record<string, Json>)[key] : undefined;
