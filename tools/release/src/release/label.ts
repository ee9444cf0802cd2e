/**
 * Connects the deployments of one release: CodeDeploy knows only deployments to one group each, and keeps a description
 * with them; EMR keeps the name of a step. It is the only record of a release, so that `status` is correct on any
 * machine, also after the program that began the release was killed.
 */
export interface Label {
  /** Eight hexadecimal digits, of one release. */
  readonly release: string;
  readonly kind: ReleaseKind;
  /** The environment from which a promotion came. */
  readonly from?: string;
  /** All parts of the release: they show which of them were never begun. */
  readonly parts: readonly string[];
  readonly by: string;
}

/** `return` rolls a part back after its release has failed; it belongs to that release. */
export const releaseKinds = ['deploy', 'promote', 'rollback', 'return'] as const;
export type ReleaseKind = (typeof releaseKinds)[number];

/** True if it returns to a successful revision, because the present one is not: no check may prevent it. */
export const isWayBack = ({ kind }: Pick<Label, 'kind'>) => kind === 'rollback' || kind === 'return';

/** CodeDeploy user guide, "AWS CodeDeploy limits": a deployment description has at most 256 characters. */
const longest = 256;

export function writeLabel({ release, kind, from, parts, by }: Label): string {
  return `release ${release}: ${kind}${from ? ` from ${from}` : ''} to ${parts.join(', ')} by ${by}`.slice(0, longest);
}

/** The label in a description; undefined if it is not one of this tool. */
export function readLabel(description: string | undefined): Label | undefined {
  const [, release, kind, from, parts, by] =
    /^release ([0-9a-f]{8}): (deploy|promote|rollback|return)(?: from (\S+))? to (\S+(?:, \S+)*) by (.+)$/.exec(
      description ?? '',
    ) ?? [];
  if (!release || !parts || !by) return undefined;
  return { release, kind: kind as ReleaseKind, ...(from && { from }), parts: parts.split(', '), by };
}
