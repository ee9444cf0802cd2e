import { endpointOf } from '@malinshopper/aws-facts';
import type { Account } from '@malinshopper/environments';
import { isOf } from './scope';
import type { Statement } from './statement';

/**
 * The region in the ARNs of a team's policies: the account's region, or `*` if it has several. The boundary restricts
 * the regions. With an ARN for each region, the policies of two regions would exceed the limit of IAM (6,144
 * characters).
 */
export function regionIn({ regions }: Account): string {
  return regions.length === 1 ? regions[0]! : '*';
}

/**
 * A value of a boundary for each region of the account, such as an ARN. A single region is a plain value, not a list.
 */
export function eachRegion({ regions }: Account, of: (region: string) => string = (region) => region) {
  const all = regions.map(of);
  return all.length === 1 ? all[0]! : all;
}

/** The condition that a key belongs to a team and is used through services in the account's regions. */
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
  // `StringEquals` supports no wildcard.
  return region === '*' ? { StringEquals, StringLike: through } : { StringEquals: { ...StringEquals, ...through } };
}
