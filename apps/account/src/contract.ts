import { contract, plain } from '@malinshopper/stack';

/** What the account has once for all its environments. */
export const accountContract = contract('account', {
  zoneIds: plain.map('The id of each public hosted zone, by the name of the zone'),
  nameServers: plain.list('The name servers of the hosted zones, to be delegated to by the zone above'),
});
