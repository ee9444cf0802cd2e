import { policyDocument, type PolicyStatement } from '@malinshopper/constructs';

/** A statement as only this folder needs it: it may be about everything but some actions, or trust an identity provider. */
export interface Statement extends Omit<PolicyStatement, 'Action' | 'Principal'> {
  readonly Principal?: PolicyStatement['Principal'] | { readonly Federated: string };
  /** Either this or `NotAction`. */
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
}

/** A policy document of such statements. */
export function document(...statements: readonly Statement[]): string {
  return policyDocument(...(statements as readonly PolicyStatement[]));
}
