import type { Problem } from './problem';

/** A file or folder of a revision, read from a folder or a zip. */
export interface Item {
  /** Path inside the revision: `hooks/start`. A folder's has no `/` at its end. */
  readonly name: string;
  readonly kind: 'file' | 'folder';
  /** The size in bytes, from the file system or the zip's directory. */
  readonly size: number;
  readonly executable: boolean;
  /**
   * The content of a file, checked while it is read.
   * @throws RevisionError if it differs from the declaration of the file system or the zip's directory
   */
  content(): AsyncIterable<Buffer>;
}

/** Links are not followed, and nothing is packed in their place. */
export const linkFault =
  'is a symbolic link, and a revision has none: the file on an instance would differ between versions of the agent ' +
  '(aws-codedeploy-agent, issue 152), and a link can lead out of the revision. Pack the file itself, or make the link in a hook.';

/** The valid items, and the faults of the invalid items. */
export interface Found {
  readonly items: readonly Item[];
  readonly problems: readonly Problem[];
}

/** The first bytes of a file, and all of it if it has fewer. */
export async function beginning(item: Item, bytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of item.content()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= bytes) {
      break;
    }
  }
  return Buffer.concat(chunks).subarray(0, bytes);
}
