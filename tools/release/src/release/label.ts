/**
 * What ties the deployments of one release together: CodeDeploy knows only deployments to one group each, and keeps a
 * description with them; EMR keeps the name of a step. It is all that is ever written down of a release, so that `status`
 * tells the truth wherever it is asked, also after the program that began it was killed.
 */
export interface Label {
  /** Eight hexadecimal digits, of one release. */
  readonly release: string;
  readonly kind: ReleaseKind;
  /** The environment a promotion came from. */
  readonly from?: string;
  /** All parts that the release goes to: what of it never began is seen by that. */
  readonly parts: readonly string[];
  readonly by: string;
}

/** `return` brings a part back after its release has failed; it belongs to that release. */
export const releaseKinds = ['deploy', 'promote', 'rollback', 'return'] as const;
export type ReleaseKind = (typeof releaseKinds)[number];

/** Whether it goes to what was good already, because what is there is not: nothing may stand in its way. */
export const isWayBack = ({ kind }: Pick<Label, 'kind'>) => kind === 'rollback' || kind === 'return';

/** CodeDeploy user guide, "AWS CodeDeploy limits": a deployment description has at most 256 characters. */
const longest = 256;

export function writeLabel({ release, kind, from, parts, by }: Label): string {
  return `release ${release}: ${kind}${from ? ` from ${from}` : ''} to ${parts.join(', ')} by ${by}`.slice(0, longest);
}

/** What a description says; undefined if it is not of ours. */
export function readLabel(description: string | undefined): Label | undefined {
  const [, release, kind, from, parts, by] =
    /^release ([0-9a-f]{8}): (deploy|promote|rollback|return)(?: from (\S+))? to (\S+(?:, \S+)*) by (.+)$/.exec(
      description ?? '',
    ) ?? [];
  if (!release || !parts || !by) return undefined;
  return { release, kind: kind as ReleaseKind, ...(from && { from }), parts: parts.split(', '), by };
}
