import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for the tests of a file, which goes with them. */
export function temporaryFolder(): { readonly path: string; write(name: string, content: string): string } {
  const path = mkdtempSync(join(tmpdir(), 'malinshopper-'));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write: (name, content) => {
      writeFileSync(join(path, name), content);
      return join(path, name);
    },
  };
}
