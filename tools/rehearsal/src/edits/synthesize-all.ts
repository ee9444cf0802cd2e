// Synthesizes `testing` with each edit of the corpus, in a copy of the repository, and writes a line of JSON for each.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RepositoryCopy } from '@malinshopper/affected/testing';
import { repositoryRoot } from '@malinshopper/synth';
import { corpus } from './corpus';
import { filesOf } from './edit';

/** The apps in which an edit changes the JSON, or why it cannot be synthesized. */
export interface Effect {
  readonly name: string;
  readonly apps?: readonly string[];
  readonly refused?: string;
}

function main(root: string): void {
  const copy = new RepositoryCopy(root, repositoryRoot);
  const { leaveCreationStacksOut } = createRequire(__filename)(join(root, 'libs/stack/src/index.ts')) as {
    leaveCreationStacksOut(): void;
  };
  leaveCreationStacksOut();
  const before = copy.synthesize('testing');
  for (const edit of corpus) {
    const { name } = edit;
    try {
      copy.edit(filesOf(edit, copy));
      const after = copy.synthesize('testing');
      const apps = [...new Set([...before.keys(), ...after.keys()])].filter(
        (app) => before.get(app) !== after.get(app),
      );
      console.log(JSON.stringify({ name, apps } satisfies Effect));
    } catch (error) {
      console.log(JSON.stringify({ name, refused: (error as Error).message } satisfies Effect));
    } finally {
      copy.restore();
    }
  }
}

const root = mkdtempSync(join(tmpdir(), 'edits-'));
try {
  main(root);
} finally {
  rmSync(root, { recursive: true });
}
