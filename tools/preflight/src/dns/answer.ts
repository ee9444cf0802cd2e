/** The name servers that a zone is delegated to, or the reason why they are not known. */
export type Answer =
  | { readonly kind: 'heard'; readonly names: readonly string[] }
  | { readonly kind: 'silent'; readonly why: string; readonly todo: string };
export type NameServers = (zone: string) => Promise<Answer>;
