import type { QuotaName, Region } from '@malinshopper/aws-facts';

export const accountNames = ['production', 'nonproduction'] as const;
export type AccountName = (typeof accountNames)[number];

/** What `accounts.ts` says of an AWS account, and of what exists once in it: hosted zones, budget, the bucket of Terraform's states. */
export interface AccountConfig {
  readonly name: AccountName;
  /** Twelve digits. These are AWS's documentation accounts: put yours here before the first deploy to AWS. */
  readonly id: string;
  /**
   * The home region: the bucket of Terraform's states, the trail and the key of reviews are there, whatever regions environments are in. It is
   * never moved: states do not move with it (docs/adr/0036).
   */
  readonly region: Region;
  /**
   * Other regions in which the account has what it has once per region, whether or not an environment is there: one that environments have left
   * keeps its keys, logs and topics.
   */
  readonly alsoIn: readonly Region[];
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
   * What AWS has granted beyond what a new account has (`libs/aws-facts/src/quotas.ts`), in each region that an environment is in. Ask before the
   * first deploy there, Service Quotas takes a day, and write down here what came of it.
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
   * Buckets of others, in the region of an environment, from which instances get something, also by presigned URLs: the endpoint of S3 lets them
   * read there and nowhere else but in what is ours and AWS's.
   */
  readonly partnerBuckets: readonly string[];
}

/** An account as everything else in the repository sees it. */
export interface Account extends AccountConfig {
  /** The home region, and behind it those that `alsoIn` names and those of the account's environments: what an account has once per region is in each of them. */
  readonly regions: readonly Region[];
}
