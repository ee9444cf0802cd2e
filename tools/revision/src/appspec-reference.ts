/** Something that an AppSpec file wants to find in its revision. */
export interface Reference {
  /** A folder is a source that is written with a / behind. */
  readonly kind: 'script' | 'source' | 'folder';
  /** Path inside the revision; `/` is its root. */
  readonly path: string;
  /** What to call it: `hooks.AfterInstall[0].location`. */
  readonly where: string;
  readonly line: number;
}
