/** One call to AWS that Terraform's provider makes for a resource, in the words of IAM. */
export interface ProviderCall {
  readonly action: string;
  /** The kind of resource that the call is about, as the Service Authorization Reference names it. @default - AWS knows no resource for it */
  readonly kind?: string;
  /**
   * `new`: the call makes and tags it. `own`: it carries the tag of those who make the call. `others`: it may belong to another
   * team, as the VPC of a security group. @default - it carries no tag, or AWS knows it by name only
   */
  readonly tags?: 'new' | 'own' | 'others';
  /** The name of the resource, where it is not the one that the call is made for. @default - that one's */
  readonly named?: string;
  /** More that the request says, by condition keys. */
  readonly says?: Readonly<Record<string, string | readonly string[]>>;
}

const calls = (actions: readonly string[], rest: Omit<ProviderCall, 'action'>): ProviderCall[] =>
  actions.map((action) => ({ action, ...rest }));

/** Calls for which AWS knows no resource. */
export const plain = (...actions: readonly string[]) => calls(actions, {});
/** Calls that make a resource, or tag it while it is made. */
export const makes = (kind: string, ...actions: readonly string[]) => calls(actions, { kind, tags: 'new' });
/** Calls that make something, for which AWS knows no resource yet. */
export const makesUnnamed = (...actions: readonly string[]) => calls(actions, { tags: 'new' });
/** Calls about a resource with a tag. */
export const own = (kind: string, ...actions: readonly string[]) => calls(actions, { kind, tags: 'own' });
/** Calls about a resource that carries no tag, or that AWS knows by name only. */
export const untagged = (kind: string, ...actions: readonly string[]) => calls(actions, { kind });
/** Calls about a resource that may be another team's. */
export const others = (kind: string, ...actions: readonly string[]) => calls(actions, { kind, tags: 'others' });
/** The same calls, about a resource of another name. */
export const named = (name: string, which: readonly ProviderCall[]) => which.map((call) => ({ ...call, named: name }));
/** The same calls, saying more. */
export const saying = (says: NonNullable<ProviderCall['says']>, which: readonly ProviderCall[]) =>
  which.map((call) => ({ ...call, says: { ...call.says, ...says } }));

/** What Terraform's provider calls for a resource of a type, by what Terraform does with it. */
export interface CallsByPhase {
  readonly create: readonly ProviderCall[];
  /** At every plan. */
  readonly read: readonly ProviderCall[];
  /** When an attribute changes. @default - nothing more than when it is created */
  readonly update?: readonly ProviderCall[];
  /** Nothing for types that no pipeline may delete: their calls are not recorded. */
  readonly delete: readonly ProviderCall[];
}

export type Phase = keyof CallsByPhase;
export const phases: readonly Phase[] = ['create', 'read', 'update', 'delete'];

export type CallsByType = Readonly<Record<string, CallsByPhase>>;
