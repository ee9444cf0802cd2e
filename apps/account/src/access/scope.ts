import { teams, type Account, type AppName, type TeamName } from '@malinshopper/environments';
import type { Statement } from './statement';

/** For whom permissions are made, and where. */
export interface Scope {
  readonly account: Account;
  readonly team: TeamName;
  /** The account's public hosted zones. */
  readonly zoneArns: readonly string[];
  /** The key of the digests in records of reviews. */
  readonly reviewKeyArn: string;
}

export const appOf = ({ team }: Pick<Scope, 'team'>): AppName => teams[team].app;

/** What a team's roles of CI may do, but for the states, which are the same for all. */
export interface Permissions {
  /** What a plan looks at. A deploy does, too. */
  readonly look: readonly Statement[];
  /** What only a deploy does: to what carries the team's tag. */
  readonly change: readonly Statement[];
  /** The same, to what AWS knows by name only, or to what belongs to others. */
  readonly named: readonly Statement[];
  /** The services that it uses in us-east-1 too: those that are in no region, and what CloudFront and Route 53 want there. */
  readonly global: readonly string[];
  /** What it does to resources that carry another team's tag. */
  readonly onOthers: readonly string[];
  /** What of that it does to security groups only that say so by their tag `OpenedBy`. @default nothing */
  readonly ways?: readonly string[];
  /** What stays refused to it whatever it is allowed. @default nothing */
  readonly never?: readonly string[];
}

/** Everything of a service in the account, in any region: which regions, the boundary says. */
export const allOf = (service: string, { account }: Pick<Scope, 'account'>) => `arn:aws:${service}:*:${account.id}:*`;

/** The condition that a resource is a team's. */
export const isOf = (team: string) => ({ StringEquals: { 'aws:ResourceTag/Team': team } });
