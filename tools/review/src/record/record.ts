import { z } from 'zod';
import { actions, orders } from '../plan/action';
import type { Path } from '../plan/schema';
import type { Value } from '../value/value';

/** The format of each record; another one is refused. */
export const format = 1;

const sha = z.string().regex(/^[0-9a-f]{64}$/);
const value = z.unknown() as z.ZodType<Value | undefined>;
const paths = z.array(z.array(z.union([z.string(), z.number()])));
const position = z.strictObject({ lineage: z.string(), serial: z.number() });

const change = z.strictObject({
  address: z.string(),
  type: z.string(),
  mode: z.enum(['managed', 'data']),
  action: z.enum(actions),
  /** Of a replacement. */
  order: z.enum(orders).optional(),
  /** The key of an object that a replacement has left behind. */
  deposed: z.string().optional(),
  /** Its previous address: it is moved. */
  previousAddress: z.string().optional(),
  /** The id of an imported resource; empty if the plan does not contain it. */
  importing: z.string().optional(),
  /** Terraform's `action_reason`. */
  reason: z.string().optional(),
  /** The attributes that cause a replacement. */
  replacePaths: paths.optional(),
  /** It happens only if one of these values, which are unknown yet, really changes: the representations of upstream outputs. */
  onlyIf: z.array(z.string()).optional(),
  before: value.optional(),
  after: value.optional(),
});

const output = z.strictObject({
  name: z.string(),
  action: z.enum(actions),
  before: value.optional(),
  after: value.optional(),
});

const planned = z.strictObject({
  kind: z.literal('planned'),
  /** All changes except `no-op`; also moves and imports. */
  changes: z.array(change),
  outputs: z.array(output),
  /** The number of unchanged resources. */
  unchanged: z.number(),
  /** Changes in AWS since the last run that the plan depends on or reverts. */
  drift: z.array(change),
  /** The resources that Terraform could not plan yet, with the reason. */
  deferred: z.array(z.strictObject({ address: z.string(), reason: z.string() })),
  /** Checks that do not pass. */
  checks: z.array(z.strictObject({ address: z.string(), status: z.string(), problems: z.array(z.string()) })),
  complete: z.boolean(),
  errored: z.boolean(),
});

const app = z.strictObject({
  app: z.string(),
  environment: z.string(),
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
    planned,
    z.strictObject({ kind: z.literal('unchanged'), since: z.string(), commit: z.string() }),
    z.strictObject({ kind: z.literal('failed'), error: z.string() }),
  ]),
});

const record = z.strictObject({ format: z.literal(format), apps: z.array(app) });
const formatOnly = z.looseObject({ format: z.unknown() });

/** The review as data: for each app of each environment, the sources of its plan and its changes. It contains no secret. */
export type ReviewRecord = Omit<z.infer<typeof record>, 'apps'> & { readonly apps: readonly ReviewedApp[] };
export type ReviewedApp = z.infer<typeof app>;
export type ReviewedPlan = z.infer<typeof planned>;
export type ReviewedChange = Omit<z.infer<typeof change>, 'replacePaths'> & { readonly replacePaths?: readonly Path[] };
export type ReviewedOutput = z.infer<typeof output>;

/**
 * Reads a record that was written as JSON.
 * @throws if the record has another format, or is not complete
 */
export function parseRecord(text: string): ReviewRecord {
  const json = JSON.parse(text) as unknown;
  const found = formatOnly.safeParse(json).data?.format;
  if (found !== format) {
    throw new Error(
      `The review record has the format ${JSON.stringify(found)}, and this program reads ${format}. Run the review again with the commit that is to be deployed.`,
    );
  }
  const parsed = record.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new Error(
    `The review record is of format ${format}, but does not match its schema:\n${z.prettifyError(parsed.error)}\nMake a new review.`,
  );
}

export const writeRecord = (apps: readonly ReviewedApp[]): string => `${JSON.stringify({ format, apps }, null, 1)}\n`;

/** The name of an app in an environment, as in the key of its state: `production/network`. */
export const placeOf = ({ app, environment }: Pick<ReviewedApp, 'app' | 'environment'>): string =>
  `${environment}/${app}`;
