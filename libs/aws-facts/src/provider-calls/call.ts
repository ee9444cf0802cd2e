/** A call to AWS that Terraform's provider makes for a resource, in the terms of IAM. */
export interface ProviderCall {
  readonly action: string;
  /**
   * The kind of the call's resource, as the Service Authorization Reference names it. @default - no resource-level
   * permissions
   */
  readonly kind?: string;
  /**
   * `new`: the call creates and tags it. `own`: it carries the caller's team tag. `others`: it may belong to another
   * team, such as the VPC of a security group. @default - it carries no tag, or AWS identifies it by name only
   */
  readonly tags?: 'new' | 'own' | 'others';
  /** The name of the named resource, if it is not the resource of the call. @default - the resource of the call */
  readonly named?: string;
  /** Further condition keys of the request. */
  readonly says?: Readonly<Record<string, string | readonly string[]>>;
}

const calls = (actions: readonly string[], rest: Omit<ProviderCall, 'action'>): ProviderCall[] =>
  actions.map((action) => ({ action, ...rest }));

/** Calls without resource-level permissions. */
export const plain = (...actions: readonly string[]) => calls(actions, {});
/** Calls that create a resource, or tag it at creation. */
export const makes = (kind: string, ...actions: readonly string[]) => calls(actions, { kind, tags: 'new' });
/** Calls that create something, without resource-level permissions. */
export const makesUnnamed = (...actions: readonly string[]) => calls(actions, { tags: 'new' });
/** Calls on a resource with a tag. */
export const own = (kind: string, ...actions: readonly string[]) => calls(actions, { kind, tags: 'own' });
/** Calls on a resource without a tag, or that AWS identifies by name only. */
export const untagged = (kind: string, ...actions: readonly string[]) => calls(actions, { kind });
/** Calls on a resource that may belong to another team. */
export const others = (kind: string, ...actions: readonly string[]) => calls(actions, { kind, tags: 'others' });
/** The same calls, on a resource with another name. */
export const named = (name: string, which: readonly ProviderCall[]) => which.map((call) => ({ ...call, named: name }));
/** The same calls, with further condition keys. */
export const saying = (says: NonNullable<ProviderCall['says']>, which: readonly ProviderCall[]) =>
  which.map((call) => ({ ...call, says: { ...call.says, ...says } }));

/** The calls of Terraform's provider for a resource type, by Terraform's operation. */
export interface CallsByPhase {
  readonly create: readonly ProviderCall[];
  /** In every plan. */
  readonly read: readonly ProviderCall[];
  /** When an attribute changes. @default - only calls that the creation makes too */
  readonly update?: readonly ProviderCall[];
  /** None for types that no pipeline can delete: their calls are not recorded. */
  readonly delete: readonly ProviderCall[];
}

export type Phase = keyof CallsByPhase;
export const phases: readonly Phase[] = ['create', 'read', 'update', 'delete'];

export type CallsByType = Readonly<Record<string, CallsByPhase>>;
