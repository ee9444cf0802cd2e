import type { Possible } from './certainty';

/** Where a state stands. */
export interface StateVersion {
  readonly lineage: string;
  readonly serial: number;
}

/** What an app of an environment was planned from. */
export interface Provenance {
  /** The commit's id; empty where there is no git. */
  readonly commit: string;
  /** Whether the folder was as the commit has it. */
  readonly clean: boolean;
  /** SHA-256 of the synthesized JSON, as a deploy would have it. */
  readonly json: string;
  /** SHA-256 of `.terraform.lock.hcl`. */
  readonly lockFile: string;
  /** Of `terraform` and the `provider`; of an app that has not changed, those of its last deploy. */
  readonly versions: Record<string, string>;
  /** Undefined: never deployed. */
  readonly state?: StateVersion;
  /** By `<environment>/<app>`. `planned`: it is not deployed, or changes in this same run. */
  readonly upstream: Record<string, StateVersion | 'planned'>;
}

/** An app of an environment as a plan shows it. It holds values in clear, also secret ones: it is for the eyes of those who plan. */
export interface PlannedApp {
  readonly app: string;
  readonly environment: string;
  readonly provenance: Provenance;
  readonly result:
    /**
     * `plan` is `terraform show -json`; `placeholders` are the addresses in it that are no part of the app; `possible` are the changes that come only if
     * what a placeholder stands for is another than before.
     */
    | {
        readonly kind: 'planned';
        readonly plan: unknown;
        readonly placeholders: readonly string[];
        readonly possible: readonly Possible[];
      }
    /** By the record of its last deploy: when that ended (ISO 8601), and of which commit it was. */
    | { readonly kind: 'unchanged'; readonly since: string; readonly commit: string }
    | { readonly kind: 'failed'; readonly error: string };
}
