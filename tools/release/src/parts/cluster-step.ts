/** What a step has to know to bring a release to a cluster. */
export interface ClusterRelease {
  /** Where the script is that installs a release, as `s3://`. */
  readonly install: string;
  /** Where the script is that sets the primary node up, as `s3://`. */
  readonly setup: string;
  readonly revision: string;
  readonly sha256: string;
}

/**
 * Brings the primary node up to date first, for a cluster that is kept is never set up anew: only when its setup script has
 * changed since, because that restarts what runs there. Then installs the release. Each ends the step when it fails.
 */
const program = `set -eu
fetched() { f=$(mktemp); aws s3 cp --only-show-errors "$1" "$f"; echo "$f"; }
setup=$(fetched "$4")
made=$(sha256sum <"$setup")
mark=/var/lib/malinshopper-setup
if [ "$(cat "$mark" 2>/dev/null || :)" != "$made" ]; then
  bash "$setup"
  echo "$made" | sudo tee "$mark" >/dev/null
fi
script=$(fetched "$1")
sh "$script" "$2" "$3"`;

/** `install-release` is only the name under which the program sees itself. */
const runs = ['bash', '-c', program, 'install-release'] as const;

/** The arguments of a step of command-runner.jar. */
export const stepArguments = ({ install, setup, revision, sha256 }: ClusterRelease): string[] => [
  ...runs,
  install,
  revision,
  sha256,
  setup,
];

/** The SHA-256 of the revision that a step brings. */
export const revisionOf = (args: readonly string[] = []): string | undefined => args[runs.length + 2];
