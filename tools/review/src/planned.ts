/** The position of a state: its lineage never changes, and its serial counts up with every write. */
export interface StatePosition {
  readonly lineage: string;
  readonly serial: number;
}

/** The sources of the plan of an app in an environment. */
export interface Provenance {
  readonly commit: string;
  /** True if the folder equals the commit. */
  readonly clean: boolean;
  /** The SHA-256 of the JSON that would be deployed, never of the JSON for a preview. */
  readonly json: string;
  /** SHA-256 of `.terraform.lock.hcl`. */
  readonly lockFile: string;
  /** Of Terraform and of the provider. */
  readonly versions: Readonly<Record<string, string>>;
  /** Its own state. @default - it was never deployed */
  readonly state?: StatePosition;
  /** The states that it reads, by `<environment>/<app>`. `planned`: not deployed, or it changes in the same run. */
  readonly upstream: Readonly<Record<string, StatePosition | 'planned'>>;
}

/** A change that is possible: it happens only if one of these outputs of upstream apps, which are not known yet, really changes. */
export interface Possible {
  readonly address: string;
  readonly isReplacement: boolean;
  /** In words: `network: vpcId`. */
  readonly onlyIf: readonly string[];
}

/** The result of planning an app of an environment: the input of the review. */
export interface PlannedApp {
  readonly app: string;
  readonly environment: string;
  readonly provenance: Provenance;
  readonly result:
    | {
        readonly kind: 'planned';
        /** `terraform show -json` of the plan, parsed. */
        readonly plan: unknown;
        /** The addresses of the `terraform_data` that represent upstream outputs in the preview: they are never applied. */
        readonly placeholders: readonly string[];
        /** The updates and replacements that are only possible. All other changes are certain. */
        readonly possible: readonly Possible[];
      }
    | { readonly kind: 'unchanged'; readonly since: string; readonly commit: string }
    | { readonly kind: 'failed'; readonly error: string };
}
