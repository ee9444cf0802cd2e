import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { processIdentity } from '../processes';
import { commitText } from '../record/deployment-record';

/** A lease of another format is not taken over: a newer version of these tools may hold it. */
const format = 1;

const schema = z.object({
  format: z.literal(format),
  /** The run that holds it, or held it last: a process, or the jobs of a workflow together. */
  run: z.string(),
  operation: z.enum(['deploy', 'destroy']),
  commit: z.object({ id: z.string(), clean: z.boolean() }).optional(),
  /** The ARN of the identity that wrote it last. */
  who: z.string(),
  /** The time when the run took it, by the clock of its machine: for people only. ISO 8601. */
  since: z.iso.datetime(),
  /** Its validity after it was written, by the clock of S3. Zero: it was released. */
  seconds: z.int().nonnegative(),
  /** The process that renews it. Absent between two jobs, and on the real AWS, where other machines cannot look at a process. */
  process: processIdentity.optional(),
  /** Different in each write: shows whether a write has arrived if its response was lost. */
  token: z.string(),
  /** The runs that held it before, the latest first. */
  before: z.array(z.string()),
});

/** The exclusive right of one run to deploy to an environment, or to an account, for a limited time. */
export type Lease = z.infer<typeof schema>;

/** The folder of the leases of an account in its state bucket. */
export const leaseFolder = 'leases';

/** The key of the lease of an owner of states: an environment's name, or an account's. */
export const leaseKey = (owner: string) => `${leaseFolder}/${owner}.json`;

/** @throws if it is not a lease that this version can read */
export function parseLease(text: string, where: string): Lease {
  const parsed = schema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new Error(
    `${where} is not a lease of format ${format}: ${z.prettifyError(parsed.error)}. Deploy with the version of this repository that wrote it.`,
  );
}

export const newToken = () => randomBytes(8).toString('hex');

export const leaseText = (lease: Omit<Lease, 'format'>) => `${JSON.stringify({ format, ...lease }, null, 2)}\n`;

/** `arn:... deploys c626955 since 2026-11-30 14:03:10 UTC (run 4711)` */
export function leaseInWords({ who, operation, commit, since, run }: Lease): string {
  const what = operation === 'deploy' ? `deploys ${commitText(commit)}` : 'destroys';
  return `${who} ${what} since ${since.slice(0, 10)} ${since.slice(11, 19)} UTC (run ${run})`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
