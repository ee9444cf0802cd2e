import type { QuotaName } from '@malinshopper/aws-facts';

export const accountNames = ['production', 'nonproduction'] as const;
export type AccountName = (typeof accountNames)[number];

/** An AWS account, and what exists once in it: hosted zones, budget, the bucket of Terraform's states. */
export interface Account {
  readonly name: AccountName;
  /** Twelve digits. These are AWS's documentation accounts: put yours here before the first deploy to AWS. */
  readonly id: string;
  readonly region: 'eu-west-1';
  /** The public hosted zones that the `account` app makes. */
  readonly hostedZones: readonly string[];
  /**
   * Zones of other accounts that a zone of this one delegates to, with their name servers. The other account's
   * `account` app prints its name servers as `nameServers`; they stay the same for good (reusable delegation set).
   */
  readonly delegations: readonly {
    readonly zone: string;
    readonly parent: string;
    readonly nameServers: readonly string[];
  }[];
  /** How many branches may have an environment at a time: what quotas have to carry. */
  readonly branches: number;
  /**
   * What AWS has granted beyond what a new account has (`libs/aws-facts/src/quotas.ts`). Ask before the first deploy, Service Quotas takes
   * a day, and write down here what came of it.
   */
  readonly granted: Partial<Record<QuotaName, number>>;
  /** The monthly budget in USD, and who hears when it is forecast to be exceeded. */
  readonly budget: { readonly usdPerMonth: number; readonly notify: string };
  /**
   * The roles and users of people who set the account up and repair it, as the end of their ARNs, such as
   * `role/OrganizationAccountAccessRole` or `user/ana`; `*` and `?` as in `ArnLike`. What a policy of this repository refuses to all others, it
   * leaves to them. They are made outside this repository (IAM Identity Center), or no one could begin.
   */
  readonly administrators: readonly string[];
  /**
   * Buckets of others in the account's region from which instances get something, also by presigned URLs: the endpoint of S3 lets them
   * read there and nowhere else but in what is ours and AWS's.
   */
  readonly partnerBuckets: readonly string[];
}
