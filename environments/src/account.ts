import type { QuotaName, Region } from '@malinshopper/aws-facts';

export const accountNames = ['production', 'nonproduction'] as const;
export type AccountName = (typeof accountNames)[number];

/**
 * The configuration of an AWS account in `accounts.ts`, and of the resources that exist once in it: hosted zones,
 * budget, the bucket of Terraform's states.
 */
export interface AccountConfig {
  readonly name: AccountName;
  /** Twelve digits. These are AWS's documentation accounts: replace them before the first deploy to AWS. */
  readonly id: string;
  /**
   * The home region: the bucket of Terraform's states, the trail and the key of reviews are there, whatever the regions
   * of environments. It never changes, because states do not move with it (docs/adr/0036).
   */
  readonly region: Region;
  /**
   * Further regions in which the account has its regional resources, with or without an environment: a region without
   * environments keeps its keys, logs and topics.
   */
  readonly alsoIn: readonly Region[];
  /** The public hosted zones that the `account` app creates. */
  readonly hostedZones: readonly string[];
  /**
   * Delegations from a zone of this account to zones of other accounts, with their name servers. The other account's
   * `account` app prints its name servers as `nameServers`; they never change (reusable delegation set).
   */
  readonly delegations: readonly {
    readonly zone: string;
    readonly parent: string;
    readonly nameServers: readonly string[];
  }[];
  /** The planned number of concurrent branch environments: the quotas must suffice for them. */
  readonly branches: number;
  /**
   * Quotas that AWS has raised above the defaults of a new account (`libs/aws-facts/src/quotas.ts`), in each region
   * with an environment. Request them before the first deploy there, because Service Quotas takes a day, and record the
   * results here.
   */
  readonly granted: Partial<Record<QuotaName, number>>;
  /** The monthly budget in USD, and the address that is notified when a forecast exceeds it. */
  readonly budget: { readonly usdPerMonth: number; readonly notify: string };
  /**
   * The roles and users that set the account up and repair it, as the end of their ARNs, such as
   * `role/OrganizationAccountAccessRole` or `user/ana`; `*` and `?` as in `ArnLike`. Policies of this repository that
   * deny something to all other principals exempt them. They are created outside this repository (IAM Identity Center),
   * because otherwise the first deploy would be impossible.
   */
  readonly administrators: readonly string[];
  /**
   * Buckets of partners, in the region of an environment, that instances read, also by presigned URLs: the endpoint of
   * S3 allows reads there, besides the buckets of this account and of AWS.
   */
  readonly partnerBuckets: readonly string[];
}

/** An account in the form that apps and tools use. */
export interface Account extends AccountConfig {
  /**
   * The home region, then those of `alsoIn` and of the account's environments: the regional resources of an account
   * exist in each of them.
   */
  readonly regions: readonly Region[];
}
