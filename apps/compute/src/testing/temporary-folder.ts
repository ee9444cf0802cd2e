import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * The parent of temporary folders. The tests write the path of a temporary folder in front of the absolute paths in the
 * programs of an instance. Therefore the name of the parent must not contain characters that have a meaning in a shell,
 * an ini file or a regular expression.
 */
const base = /^[\w./-]+$/.test(tmpdir()) ? tmpdir() : '/tmp';

/** A folder for the tests of a file, deleted after them. */
export function temporaryFolder(): { readonly path: string; write(name: string, content: string): string } {
  const path = mkdtempSync(join(base, 'malinshopper-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write: (name, content) => {
      writeFileSync(join(path, name), content);
      return join(path, name);
    },
  };
}
