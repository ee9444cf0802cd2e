// Tries all edits, one after the other, in a copy of the repository, and writes a line of JSON for each: the truth, and
// the decision.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@malinshopper/synth';
import { affected } from '../affected';
import type { Row } from '../row';
import { environments, type Edit, type Expected } from './edit';
import { harmless } from './harmless';
import { meanwhile } from './meanwhile';
import { movesOf } from './moves';
import { RepositoryCopy } from './repository-copy';
import { effective } from './effective';
import { truthOf, type Truth } from './truth';
import { ofWholeApps } from './whole-apps';
import { stacksOf, World, type Stacks } from './world';

/** The result of one edit. */
export interface Tried {
  readonly kind: string;
  readonly what: string;
  readonly expected: Expected;
  readonly truth: Truth;
  /** The decisions, by `environment/app`. */
  readonly decided: Truth;
  /** The detected renames, by `environment/app`. */
  readonly renamed: readonly string[];
  readonly looksLike: readonly string[];
  /** The resources that are still added and removed after the proposed moves are applied, by their addresses. */
  readonly leftAfterMoves: readonly string[];
  /** The reason why the edit cannot be synthesized: there is no decision in this case. */
  readonly refused?: string;
}

async function main(root: string): Promise<void> {
  const copy = new RepositoryCopy(root, repositoryRoot);
  const { leaveCreationStacksOut } = createRequire(__filename)(join(root, 'libs/stack/src/index.ts')) as {
    leaveCreationStacksOut(): void;
  };
  leaveCreationStacksOut();
  const before = stacksOf(copy);
  const world = await World.deployed(before, root);
  const states = world.states();
  const outputs = states.flatMap(({ key, outputs: published }) =>
    Object.keys(published).map((name) => ({ key, name })),
  );
  const keys = states.map(({ key }) => key);
  const lockFile = copy.text('.terraform.lock.hcl');
  const edits = [...harmless(copy), ...effective(copy), ...ofWholeApps(copy), ...meanwhile(outputs, keys)];
  for (const edit of edits) {
    copy.edit(edit.files);
    world.happens(edit);
    console.log(JSON.stringify(await tried(edit)));
    world.restore();
    copy.restore();
  }

  async function tried(edit: Edit): Promise<Tried> {
    const { kind, what, expected } = edit;
    const common = { kind, what, expected };
    try {
      const stacks = stacksOf(copy);
      const session = async ({ name }: { readonly name: string }) => world.session(name);
      const ask = async (made: Stacks) =>
        (await affected({ names: environments, stacks: Promise.resolve(made), root, session })).rows;
      const rows = await ask(stacks);
      const truth = truthOf(edit, before, stacks, copy.text('.terraform.lock.hcl') === lockFile);
      const moves = movesOf(rows, copy);
      copy.edit(moves);
      const left = Object.keys(moves).length > 0 ? comeAndGone(await ask(stacksOf(copy)), rows) : [];
      return { ...common, truth, ...saidOf(rows), leftAfterMoves: left };
    } catch (error) {
      return {
        ...common,
        truth: {},
        decided: {},
        renamed: [],
        looksLike: [],
        leftAfterMoves: [],
        refused: (error as Error).message,
      };
    }
  }
}

/** The resources that were renamed, but are created or destroyed nevertheless. */
function comeAndGone(now: readonly Row[], before: readonly Row[]): string[] {
  const renamed = before.flatMap((row) =>
    (row.renamed ?? []).flatMap(({ from, to }) => [`${row.key} ${from}`, `${row.key} ${to}`]),
  );
  const left = now.flatMap(({ key, difference }) =>
    [...(difference?.added ?? []), ...(difference?.removed ?? [])].map((address) => `${key} ${address}`),
  );
  return left.filter((one) => renamed.includes(one));
}

const nameOf = ({ environment, app }: Row) => `${environment}/${app}`;

function saidOf(rows: readonly Row[]): Pick<Tried, 'decided' | 'renamed' | 'looksLike'> {
  return {
    decided: Object.fromEntries(rows.map((row) => [nameOf(row), row.state])),
    renamed: rows.filter(({ renamed = [] }) => renamed.length > 0).map(nameOf),
    looksLike: rows.flatMap((row) => (row.looksLike === undefined ? [] : [`${nameOf(row)} -> ${row.looksLike}`])),
  };
}

const root = mkdtempSync(join(tmpdir(), 'edits-'));
void main(root).finally(() => rmSync(root, { recursive: true }));
