/** A refusal of AWS to delete a resource. */
export interface Refusal {
  /** The deleting action or route: `ec2:DeleteSecurityGroup`. */
  readonly by: string;
  /** AWS's error code. */
  readonly code: string;
  /** The condition under which AWS refuses. */
  readonly while: string;
  /** AWS's documentation of it. */
  readonly source: string;
}

/** The refusal of a deletion, or the reason why AWS deletes the resource even in use. */
export type Deletion = Refusal | { readonly never: string };

export const isRefused = (deletion: Deletion): deletion is Refusal => 'by' in deletion;

/** The resource cannot be in use: the API reference of the action has no such error. */
export const noSuchError = (action: string): Deletion => ({
  never: `API reference, ${action}: no error for a resource in use`,
});
/** Terraform deletes nothing: it resets a setting, or removes it from the state. */
export const aSetting = (action: string): Deletion => ({
  never: `${action} resets it: it is a setting of its parent resource`,
});
/** It associates two resources, and has to be deleted before them. */
export const aTie = (action: string): Deletion => ({
  never: `${action}: it is itself the association that has to be deleted first`,
});
/** A resource that only Terraform knows. */
export const notOfAws = (why: string): Deletion => ({ never: why });
