/** What is known of a revision besides its bytes; it travels as the metadata of its object in S3. */
export interface RevisionNote {
  /** The git commit it was made of, or `unknown`; `+changes` at its end: of a folder that had changes besides it. */
  readonly commit: string;
  readonly branch: string;
  readonly pushedBy: string;
  readonly pushedAt: Date;
  /** The environment from which it was carried here. @default - it was pushed here */
  readonly promotedFrom?: string;
}

/** As S3 keeps it: metadata is ASCII (S3 user guide, "User-defined object metadata"), names of branches need not be. */
export function toMetadata(note: RevisionNote): Record<string, string> {
  return {
    commit: encode(note.commit),
    branch: encode(note.branch),
    'pushed-by': encode(note.pushedBy),
    'pushed-at': note.pushedAt.toISOString(),
    ...(note.promotedFrom !== undefined && { 'promoted-from': encode(note.promotedFrom) }),
  };
}

/** What the metadata says; `unknown` where it says nothing, as of a revision that something else has put there. */
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
