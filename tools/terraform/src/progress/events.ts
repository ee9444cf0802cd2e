import { visible } from '@malinshopper/text';
import { z } from 'zod';

const resource = z.object({ addr: z.string() });
const hook = z.object({
  resource,
  action: z.string().default(''),
  id_key: z.string().optional(),
  id_value: z.string().optional(),
});
const counts = z.object({
  add: z.number(),
  change: z.number(),
  remove: z.number(),
  import: z.number().default(0),
  operation: z.enum(['plan', 'apply', 'destroy']),
});
const at = { '@timestamp': z.string().default('') };
const change = z.object({ resource, action: z.string(), reason: z.string().optional() });

/** The lines of `terraform -json` that are used here ("Machine-Readable UI", version 1). */
const line = z.discriminatedUnion('type', [
  z.object({ ...at, type: z.literal('refresh_start'), hook }),
  z.object({ ...at, type: z.literal('refresh_complete'), hook }),
  z.object({ ...at, type: z.literal('planned_change'), change }),
  z.object({ ...at, type: z.literal('change_summary'), changes: counts }),
  z.object({ ...at, type: z.literal('apply_start'), hook }),
  z.object({ ...at, type: z.literal('apply_complete'), hook }),
  z.object({ ...at, type: z.literal('apply_errored'), hook }),
  z.object({
    ...at,
    type: z.literal('diagnostic'),
    diagnostic: z.object({
      severity: z.string(),
      summary: z.string(),
      detail: z.string().default(''),
      address: z.string().optional(),
    }),
  }),
]);

export interface Diagnostic {
  readonly severity: 'error' | 'warning';
  readonly summary: string;
  readonly detail: string;
  readonly address?: string;
}

export interface Counts {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
}

/** An event of one resource. `action` is Terraform's name for it: create, update, delete, read, replace. */
interface OfResource<Kind extends string> {
  readonly kind: Kind;
  readonly address: string;
  readonly action: string;
  /** The time of Terraform's message, in milliseconds. */
  readonly at: number;
}

export type TerraformEvent =
  | OfResource<'refreshing' | 'refreshed' | 'failed'>
  /** `reason` explains it, if it is no change of a value: `tainted`, `delete_because_no_resource_config`. */
  | (OfResource<'planned'> & { readonly reason?: string })
  | (OfResource<'started' | 'completed'> & { readonly idKey?: string; readonly idValue?: string })
  | { readonly kind: 'summary'; readonly operation: 'plan' | 'apply' | 'destroy'; readonly counts: Counts }
  | { readonly kind: 'diagnostic'; readonly diagnostic: Diagnostic };

/** Parses one line; undefined for lines without use here, and for a line that was cut off by a kill. */
export function parseEvent(text: string): TerraformEvent | undefined {
  const parsed = line.safeParse(json(text)).data;
  if (!parsed) return undefined;
  const at = Date.parse(parsed['@timestamp']);
  switch (parsed.type) {
    case 'refresh_start':
      return { kind: 'refreshing', address: parsed.hook.resource.addr, action: 'read', at };
    case 'refresh_complete':
      return { kind: 'refreshed', address: parsed.hook.resource.addr, action: 'read', at };
    case 'planned_change': {
      const { resource: planned, action, reason } = parsed.change;
      return { kind: 'planned', address: planned.addr, action, ...(reason !== undefined && { reason }), at };
    }
    case 'change_summary': {
      const { operation, add, change: changed, remove } = parsed.changes;
      return { kind: 'summary', operation, counts: { add, change: changed, remove } };
    }
    case 'apply_start':
      return { kind: 'started', ...ofHook(parsed.hook), at };
    case 'apply_complete':
      return { kind: 'completed', ...ofHook(parsed.hook), at };
    case 'apply_errored':
      return { kind: 'failed', address: parsed.hook.resource.addr, action: parsed.hook.action, at };
    case 'diagnostic': {
      const severity = parsed.diagnostic.severity === 'error' ? 'error' : 'warning';
      const { summary, detail } = parsed.diagnostic;
      // It may quote a response of AWS, or a value of a resource.
      return {
        kind: 'diagnostic',
        diagnostic: { ...parsed.diagnostic, severity, summary: visible(summary), detail: visible(detail) },
      };
    }
  }
}

const ofHook = ({ resource: { addr }, action, id_key: idKey, id_value: idValue }: z.infer<typeof hook>) => ({
  address: addr,
  action,
  ...(idKey !== undefined && { idKey }),
  ...(idValue !== undefined && { idValue }),
});

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
