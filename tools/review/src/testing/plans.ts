import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan } from '../plan/schema';
import type { PlannedApp, Possible, Provenance } from '../planned';

/** Not a secret: it is the same in all tests. */
export const key = 'a key of tests, and of nothing else';

/** The real plans in `plans/`, by name. */
export const planNames = readdirSync(join(__dirname, 'plans')).map((file) => file.replace(/\.json$/, ''));

/** A real plan, to be changed at will. */
export function planNamed(name: string): Plan & Record<string, unknown> {
  return JSON.parse(readFileSync(join(__dirname, 'plans', `${name}.json`), 'utf8')) as Plan & Record<string, unknown>;
}

export const provenance: Provenance = {
  commit: 'c626955c626955c626955c626955c626955c6269',
  clean: true,
  json: 'a'.repeat(64),
  lockFile: 'b'.repeat(64),
  versions: { terraform: '1.11.4', provider: '5.100.0' },
  state: { lineage: 'own', serial: 7 },
  upstream: {},
};

/** An app that was planned. */
export function plannedApp(
  plan: unknown,
  more: Partial<PlannedApp> & {
    readonly placeholders?: readonly string[];
    readonly possible?: readonly Possible[];
  } = {},
): PlannedApp {
  const { placeholders = [], possible = [], ...others } = more;
  return {
    app: 'network',
    environment: 'staging',
    provenance,
    result: { kind: 'planned', plan, placeholders, possible },
    ...others,
  };
}

/** An object without some of its members. */
export function without<T>(all: Readonly<Record<string, T>>, ...names: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !names.includes(name)));
}

interface ChangeOf {
  readonly actions?: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly unknown?: unknown;
  readonly sensitive?: unknown;
  readonly reason?: string;
  readonly replacePaths?: readonly (readonly (string | number)[])[];
  readonly type?: string;
  readonly mode?: string;
}

/** A change as Terraform writes it. */
export function resourceChange(address: string, one: ChangeOf): object {
  const { actions = ['update'], before = null, after = null, unknown = {}, sensitive = {}, reason, replacePaths } = one;
  return {
    address,
    mode: one.mode ?? 'managed',
    type: one.type ?? address.split('.')[0],
    name: address.split('.')[1],
    ...(reason !== undefined && { action_reason: reason }),
    change: {
      actions,
      before,
      after,
      after_unknown: unknown,
      before_sensitive: sensitive,
      after_sensitive: sensitive,
      ...(replacePaths && { replace_paths: replacePaths }),
    },
  };
}

/** A plan of these changes. */
export function planOf(changes: readonly object[], more: object = {}): object {
  return {
    format_version: '1.2',
    terraform_version: '1.11.4',
    resource_changes: changes,
    applyable: true,
    complete: true,
    errored: false,
    ...more,
  };
}
