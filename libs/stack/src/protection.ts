import type { Environment } from '@malinshopper/environments';

/** The settings that follow from an environment's protection, for every kind of resource with data, in one place. */
export interface ProtectionSettings {
  /** AWS's own deletion protection: database servers, load balancers. */
  readonly deletionProtection: boolean;
  /** Terraform's `prevent_destroy`: a plan that would destroy or replace the resource fails. */
  readonly preventDestroy: boolean;
  /** True if a destroy can delete buckets that still contain objects. */
  readonly forceDestroy: boolean;
  /** True if a database server is deleted without a final snapshot. */
  readonly skipFinalSnapshot: boolean;
  /** The time in which a deleted key can be restored, in days: KMS allows 7 to 30. */
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
