import type { TeamName } from '@malinshopper/environments';

/** One call to AWS that Terraform's provider makes for a resource, in the words of IAM. */
export interface Step {
  readonly action: string;
  /** What it is about, by AWS's own name for the kind of resource. @default - AWS knows no resource for it */
  readonly kind?: string;
  /** `new`: it is made, and tagged, by this call. A team: it carries that team's tag. @default - no tag */
  readonly tags?: 'new' | 'own' | TeamName;
  /** The resource, by name, where it is not the one that the call is made for. @default - that one's */
  readonly named?: string;
  /** More that the request says, by condition keys. */
  readonly says?: Readonly<Record<string, string | readonly string[]>>;
}

const steps = (actions: readonly string[], rest: Omit<Step, 'action'>): Step[] =>
  actions.map((action) => ({ action, ...rest }));

/** Calls for which AWS knows no resource. */
export const plain = (...actions: readonly string[]) => steps(actions, {});
/** Calls that make a resource, or tag it while it is made. */
export const makes = (kind: string, ...actions: readonly string[]) => steps(actions, { kind, tags: 'new' });
/** Calls that make something, for which AWS knows no resource yet. */
export const makesUnnamed = (...actions: readonly string[]) => steps(actions, { tags: 'new' });
/** Calls about a resource of the team's. */
export const own = (kind: string, ...actions: readonly string[]) => steps(actions, { kind, tags: 'own' });
/** Calls about a resource that carries no tag, or that AWS knows by name only. */
export const untagged = (kind: string, ...actions: readonly string[]) => steps(actions, { kind });
/** Calls about a resource of another team's. */
export const of = (team: TeamName, kind: string, ...actions: readonly string[]) => steps(actions, { kind, tags: team });
/** The same calls, about a resource of another name. */
export const named = (name: string, which: readonly Step[]) => which.map((step) => ({ ...step, named: name }));
/** The same calls, saying more. */
export const saying = (says: NonNullable<Step['says']>, which: readonly Step[]) =>
  which.map((step) => ({ ...step, says: { ...step.says, ...says } }));

/** What Terraform's provider does for a resource of a type, from its first day to its last. */
export interface Life {
  readonly create: readonly Step[];
  /** At every plan. */
  readonly read: readonly Step[];
  /** When one of its attributes is changed. @default - nothing more than when it is created */
  readonly update?: readonly Step[];
  /** Nothing, where it must never be deleted by CI. */
  readonly remove: readonly Step[];
}

export type Lives = Readonly<Record<string, Life>>;
