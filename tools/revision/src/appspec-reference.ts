/** A file that an AppSpec file expects in its revision. */
export interface Reference {
  /** A folder is a source that is written with a / at its end. */
  readonly kind: 'script' | 'source' | 'folder';
  /** Path inside the revision; `/` is its root. */
  readonly path: string;
  /** Its name in messages: `hooks.AfterInstall[0].location`. */
  readonly where: string;
  readonly line: number;
}
