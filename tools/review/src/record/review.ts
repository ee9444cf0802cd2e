import { collectSecrets } from '../mask/collect';
import { KnownSecrets } from '../mask/known-secrets';
import { Masking } from '../mask/masking';
import { readPlan } from '../plan/read-plan';
import type { Plan } from '../plan/schema';
import type { PlannedApp } from '../planned';
import { placeOf, type ReviewedApp } from './record';
import { reviewedPlan } from './reviewed-plan';

/**
 * Makes the review of plans. The review contains no secret value of a plan in plain text. A plan that cannot be read
 * counts as failed, without details.
 * @param key the key of the digests that replace secrets; the deploy must use the same key
 */
export function review(apps: readonly PlannedApp[], options: { readonly key: string }): ReviewedApp[] {
  return reviewed(apps, options).apps;
}

/**
 * The review, and a function that hides the same secrets in text that does not come from a plan: findings of rules and
 * errors can quote values.
 */
export interface Reviewed {
  readonly apps: ReviewedApp[];
  hide(words: string): string;
}

/** Reviews the plans as `review` does, and also returns the function that hides their secrets in other text. */
export function reviewed(apps: readonly PlannedApp[], { key }: { readonly key: string }): Reviewed {
  const known = new KnownSecrets(new Set(apps.flatMap(({ app, environment }) => [app, environment])));
  const read = apps.map((one) => ({ one, plan: planOf(one) }));
  for (const { plan } of read) if (plan && !(plan instanceof Error)) collectSecrets(plan, known);
  const masking = new Masking(key, known);
  const all = read.map(({ one, plan }) => {
    const { app, environment, provenance, result } = one;
    const failed = (error: string) => ({ kind: 'failed' as const, error: masking.message(error) });
    const of = (): ReviewedApp['result'] => {
      if (plan instanceof Error) return failed(`The plan of ${placeOf(one)} cannot be read. ${plan.message}`);
      if (plan && result.kind === 'planned') return reviewedPlan(plan, result.possible, masking);
      return result.kind === 'failed' ? failed(result.error) : (result as ReviewedApp['result']);
    };
    return { app, environment, provenance, result: of() };
  });
  return { apps: all, hide: (words) => masking.message(words) };
}

function planOf({ result }: PlannedApp): Plan | Error | undefined {
  if (result.kind !== 'planned') return undefined;
  try {
    return readPlan(result.plan, result.placeholders);
  } catch (error) {
    return error as Error;
  }
}
