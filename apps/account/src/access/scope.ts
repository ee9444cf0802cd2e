import { teams, type Account, type AppName, type TeamName } from '@malinshopper/environments';
import type { Statement } from './statement';

/** The team that receives permissions, and the account. */
export interface Scope {
  readonly account: Account;
  readonly team: TeamName;
  /** The account's public hosted zones. */
  readonly zoneArns: readonly string[];
  /** The ARN of the KMS key for the digests in review records. */
  readonly reviewKeyArn: string;
}

export const appOf = ({ team }: Pick<Scope, 'team'>): AppName => teams[team].app;

/** The permissions of a team's CI roles, except the permissions on states: these are the same for all teams. */
export interface Permissions {
  /** Read permissions, for plans and deploys. */
  readonly look: readonly Statement[];
  /** Permissions of a deploy on resources with the team's tag. */
  readonly change: readonly Statement[];
  /** Permissions of a deploy on resources that AWS identifies by name only, or that belong to other teams. */
  readonly named: readonly Statement[];
  /**
   * The services that the team also uses in us-east-1: global services, those that CloudFront and Route 53 require
   * there, and the search for global resources by their tags.
   */
  readonly global: readonly string[];
  /** The actions that are allowed on resources with another team's tag. */
  readonly onOthers: readonly string[];
  /** The actions in `onOthers` that are allowed only on security groups with the tag `OpenedBy`. @default none */
  readonly ways?: readonly string[];
  /** The actions that stay denied even if a policy allows them. @default none */
  readonly never?: readonly string[];
}

/** All resources of a service in the account, in any region: the boundary restricts the regions. */
export const allOf = (service: string, { account }: Pick<Scope, 'account'>) => `arn:aws:${service}:*:${account.id}:*`;

/** The condition that a resource belongs to a team. */
export const isOf = (team: string) => ({ StringEquals: { 'aws:ResourceTag/Team': team } });
