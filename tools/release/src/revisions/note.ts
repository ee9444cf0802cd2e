/** The description of a revision. It is in the metadata of the revision's S3 object. */
export interface RevisionNote {
  /**
   * The git commit of which it was made, or `unknown`; with `+changes` at its end for a folder with uncommitted
   * changes.
   */
  readonly commit: string;
  readonly branch: string;
  readonly pushedBy: string;
  readonly pushedAt: Date;
  /** The environment from which it was copied here. @default - it was pushed here */
  readonly promotedFrom?: string;
}

/**
 * As S3 keeps it: metadata is ASCII (S3 user guide, "User-defined object metadata"), names of branches can be others.
 */
export function toMetadata(note: RevisionNote): Record<string, string> {
  return {
    commit: encode(note.commit),
    branch: encode(note.branch),
    'pushed-by': encode(note.pushedBy),
    'pushed-at': note.pushedAt.toISOString(),
    ...(note.promotedFrom !== undefined && { 'promoted-from': encode(note.promotedFrom) }),
  };
}

/** The description in the metadata; `unknown` for missing parts, as for a revision of another tool. */
export function fromMetadata(metadata: Record<string, string> = {}, stored = new Date(0)): RevisionNote {
  const read = (name: string) => decode(metadata[name] ?? 'unknown');
  const pushedAt = new Date(metadata['pushed-at'] ?? '');
  return {
    commit: read('commit'),
    branch: read('branch'),
    pushedBy: read('pushed-by'),
    pushedAt: Number.isNaN(pushedAt.getTime()) ? stored : pushedAt,
    ...(metadata['promoted-from'] !== undefined && { promotedFrom: read('promoted-from') }),
  };
}

/** `4f2c1ab of feature/checkout`. */
export function madeOf({ commit, branch }: Pick<RevisionNote, 'commit' | 'branch'>): string {
  if (commit === 'unknown') return 'of an unknown commit';
  const [hash = '', changes = ''] = commit.split('+');
  return `${hash.slice(0, 7)}${changes && ' with changes'} of ${branch === 'unknown' ? 'an unknown branch' : branch}`;
}

const encode = (text: string) => text.replace(/[^\x20-\x7e]|%/gu, (character) => encodeURIComponent(character));

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
