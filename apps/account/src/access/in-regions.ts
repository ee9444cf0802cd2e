import { endpointOf } from '@malinshopper/aws-facts';
import type { Account } from '@malinshopper/environments';
import { isOf } from './scope';
import type { Statement } from './statement';

/**
 * The region in the addresses of a team's policies: the account's, or any where it has several. Which ones they are, the boundary says; with each
 * of them by name, the policies of two regions would be longer than IAM takes (6,144 characters).
 */
export function regionIn({ regions }: Account): string {
  return regions.length === 1 ? regions[0]! : '*';
}

/** A value of a boundary for each region of the account, such as an address. One region is written as it is, without a list. */
export function eachRegion({ regions }: Account, of: (region: string) => string = (region) => region) {
  const all = regions.map(of);
  return all.length === 1 ? all[0]! : all;
}

/** The condition that a key is a team's, and used through services in the account's regions. */
export function throughServices(
  team: string,
  account: Account,
  services: string | readonly string[],
): NonNullable<Statement['Condition']> {
  const region = regionIn(account);
  const names =
    typeof services === 'string' ? endpointOf(services, region) : services.map((one) => endpointOf(one, region));
  const { StringEquals } = isOf(team);
  const through = { 'kms:ViaService': names };
  // `StringEquals` knows no wildcard.
  return region === '*' ? { StringEquals, StringLike: through } : { StringEquals: { ...StringEquals, ...through } };
}
