/** That AWS refuses a deletion. */
export interface Refusal {
  /** The action or route that deletes: `ec2:DeleteSecurityGroup`. */
  readonly by: string;
  /** The code that AWS answers. */
  readonly code: string;
  /** While what it is refused. */
  readonly while: string;
  /** Where AWS says so. */
  readonly source: string;
}

/** The refusal of a deletion, or why AWS deletes it whatever uses it. */
export type Deletion = Refusal | { readonly never: string };

export const isRefused = (deletion: Deletion): deletion is Refusal => 'by' in deletion;

/** Nothing can be said to be in use: the API reference of the action has no such error. */
export const noSuchError = (action: string): Deletion => ({
  never: `API reference, ${action}: no error for what is in use`,
});
/** Terraform deletes nothing: it puts a setting back, or forgets it. */
export const aSetting = (action: string): Deletion => ({
  never: `${action} sets it back: it is a setting of what it belongs to`,
});
/** It ties two things together, and is what has to go first. */
export const aTie = (action: string): Deletion => ({
  never: `${action}: it is itself the use that has to go first`,
});
/** What only Terraform knows. */
export const notOfAws = (why: string): Deletion => ({ never: why });
