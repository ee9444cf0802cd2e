/** The arguments of a step that brings a release to a cluster. */
export interface ClusterRelease {
  /** The path of the script that installs a release, as `s3://`. */
  readonly install: string;
  /** The path of the script that sets the primary node up, as `s3://`. */
  readonly setup: string;
  readonly revision: string;
  readonly sha256: string;
}

/**
 * Updates the primary node first, because a permanent cluster is never set up again: only when its setup script has
 * changed since, because that restarts its processes. Then installs the release. Each ends the step when it fails.
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

/** `install-release` is only the program's own name ($0). */
const runs = ['bash', '-c', program, 'install-release'] as const;

/** The arguments of a step of command-runner.jar. */
export const stepArguments = ({ install, setup, revision, sha256 }: ClusterRelease): string[] => [
  ...runs,
  install,
  revision,
  sha256,
  setup,
];

/** The SHA-256 of the revision of a step. */
export const revisionOf = (args: readonly string[] = []): string | undefined => args[runs.length + 2];
