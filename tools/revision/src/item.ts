import type { Problem } from './problem';

/** Something in a revision, wherever it is read from: a folder or a zip. */
export interface Item {
  /** Path inside the revision: `hooks/start`. A folder's has no `/` behind it. */
  readonly name: string;
  readonly kind: 'file' | 'folder';
  /** Bytes, as the file system or the zip's directory says. */
  readonly size: number;
  readonly executable: boolean;
  /**
   * The content of a file, checked while it is read.
   * @throws RevisionError if it is not what the file system or the zip's directory has promised
   */
  content(): AsyncIterable<Buffer>;
}

/** Links are not followed, and nothing is packed in their place. */
export const linkFault =
  'is a symbolic link, and a revision has none: what an instance gets for it differs between versions of the agent ' +
  '(aws-codedeploy-agent, issue 152), and one may lead out of the revision. Pack the file itself, or make the link in a hook.';

/** What was found, and what was left out because it is wrong. */
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
