import { policyDocument, type PolicyStatement } from '@malinshopper/constructs';

/** A statement as only this folder needs it: it may be about everything but some actions. */
export interface Statement extends Omit<PolicyStatement, 'Action'> {
  /** Either this or `NotAction`. */
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
}

/** A policy document of such statements. */
export function document(...statements: readonly Statement[]): string {
  return policyDocument(...(statements as readonly PolicyStatement[]));
}

/**
 * IAM cannot change the description of a policy (API reference: CreatePolicy), and deletes none that a role has: another text is for
 * policies that are made anew.
 */
export const textLifecycle = { ignoreChanges: ['description'] };
