/** A statement of an IAM policy, as AWS writes it (IAM user guide, "IAM JSON policy elements reference"). */
export interface PolicyStatement {
  readonly Sid?: string;
  /** @default Allow */
  readonly Effect?: 'Allow' | 'Deny';
  readonly Principal?:
    '*' | { readonly Service?: string | string[]; readonly AWS?: string | string[]; readonly Federated?: string };
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Record<string, Record<string, string | readonly string[]>>;
}

/** A policy document. Plain JSON, not a Terraform function, so that every tool can read it in the synthesized stack. */
export function policyDocument(...statements: readonly PolicyStatement[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: statements.map(({ Effect = 'Allow', ...statement }) => ({ Effect, ...statement })),
  });
}
