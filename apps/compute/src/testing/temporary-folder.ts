import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Where temporary folders are made. Programs of an instance have whole paths of it in their text, and the tests put the folder in
 * front of those: its name may hold nothing that a shell, an ini file or a regular expression takes for something else.
 */
const base = /^[\w./-]+$/.test(tmpdir()) ? tmpdir() : '/tmp';

/** A folder for the tests of a file, which goes with them. */
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
