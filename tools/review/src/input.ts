import { z } from 'zod';
import type { PlannedApp } from './planned';
import type { ReportInput } from './report/report';

const sha = z.string().regex(/^[0-9a-f]{64}$/);
const position = z.strictObject({ lineage: z.string(), serial: z.number() });
const possible = z.strictObject({ address: z.string(), isReplacement: z.boolean(), onlyIf: z.array(z.string()) });
const planned = z.array(
  z.strictObject({
    app: z.string().min(1),
    environment: z.string().min(1),
    provenance: z.strictObject({
      commit: z.string(),
      clean: z.boolean(),
      json: sha,
      lockFile: sha,
      versions: z.record(z.string(), z.string()),
      state: position.optional(),
      upstream: z.record(z.string(), z.union([position, z.literal('planned')])),
    }),
    result: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('planned'),
        plan: z.unknown(),
        placeholders: z.array(z.string()),
        possible: z.array(possible).optional(),
      }),
      z.strictObject({ kind: z.literal('unchanged'), since: z.string(), commit: z.string() }),
      z.strictObject({ kind: z.literal('failed'), error: z.string() }),
    ]),
  }),
);

const place = z.strictObject({ construct: z.string(), line: z.string().optional(), preventDestroy: z.boolean() });
const context = z.strictObject({
  expected: z.array(z.string()).min(1),
  places: z.record(z.string(), z.record(z.string(), place)).default({}),
  // tools/policy writes it.
  policy: z.looseObject({ findings: z.array(z.looseObject({})), waived: z.array(z.looseObject({})) }).optional(),
  owners: z.record(z.string(), z.array(z.string())).default({}),
  stale: z.array(z.string()).optional(),
});

/** @throws with what is wrong about what was planned: nothing is reviewed then */
export function parsePlanned(text: string, from: string): readonly PlannedApp[] {
  return parsed(
    planned,
    text,
    from,
    'what was planned (PlannedApp[], tools/review/src/planned.ts)',
  ) as readonly PlannedApp[];
}

/** @throws with what is wrong about what is known besides the plans */
export function parseContext(text: string, from: string): Omit<ReportInput, 'apps'> {
  return parsed(
    context,
    text,
    from,
    'what the report needs besides (ReportInput, tools/review/src/report/report.ts)',
  ) as Omit<ReportInput, 'apps'>;
}

function parsed(schema: z.ZodType, text: string, from: string, what: string): unknown {
  const found = schema.safeParse(jsonOf(text, from));
  if (found.success) return found.data;
  throw new Error(`${from} is not ${what}:\n${z.prettifyError(found.error)}`);
}

function jsonOf(text: string, from: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Node's message quotes the text, which may hold a secret.
    throw new Error(`${from} is no JSON: it was not written to its end, or is another file.`);
  }
}
