import { accounts, type Account } from '@malinshopper/environments';

/** The account that delegates to a zone. Undefined for a domain, which its registrar delegates. */
export const parentOf = (zone: string): Account | undefined =>
  Object.values(accounts).find(({ delegations }) => delegations.some((one) => one.zone === zone));
