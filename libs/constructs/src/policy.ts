import type { PolicyStatement } from '@malinshopper/aws-facts';

export type { PolicyStatement } from '@malinshopper/aws-facts';

/** A policy document. Plain JSON, not a Terraform function, so that every tool can read it in the synthesized stack. */
export function policyDocument(...statements: readonly PolicyStatement[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map(({ Effect = 'Allow', ...statement }) => ({ Effect, ...statement })),
  });
}
