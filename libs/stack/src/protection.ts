import type { Environment } from '@malinshopper/environments';

/** What an environment's protection means, for every kind of resource that holds data, in one place. */
export interface ProtectionSettings {
  /** AWS's own deletion protection: database servers, load balancers. */
  readonly deletionProtection: boolean;
  /** Terraform's `prevent_destroy`: a plan that would destroy or replace the resource fails. */
  readonly preventDestroy: boolean;
  /** Whether a destroy may take buckets along that still hold objects. */
  readonly forceDestroy: boolean;
  /** Whether a database server is deleted without a last snapshot. */
  readonly skipFinalSnapshot: boolean;
  /** How long a deleted key can be brought back, in days: KMS allows 7 to 30. */
  readonly keyDeletionWindowDays: number;
}

export function protectionOf({ protection: { enabled } }: Pick<Environment, 'protection'>): ProtectionSettings {
  return {
    deletionProtection: enabled,
    preventDestroy: enabled,
    forceDestroy: !enabled,
    skipFinalSnapshot: !enabled,
    keyDeletionWindowDays: enabled ? 30 : 7,
  };
}
