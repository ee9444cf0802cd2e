import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Item } from './item';
import { checked } from './names-and-sizes';
import { RevisionError } from './problem';
import { strangeEntries } from './testing/mutations/entries';
import { changedFields } from './testing/mutations/fields';
import { plain, type Mutation } from './testing/mutations/plain';
import { movedRecords } from './testing/mutations/records';
import { rawZip } from './testing/raw-zip';
import { byPython, byUnzip, byYauzl, digest, hasUnzip, withFolders, type Tree } from './testing/unpackers';
import { zipItems } from './zip-directory';
import { zipped } from './zip-writer';

/**
 * The result for a zip: the files that the embedded AWS's agent writes; undefined if it is refused. Any error but a
 * RevisionError is a crash.
 */
async function judged(zip: Buffer): Promise<Tree | undefined> {
  try {
    const { items, problems } = checked(zipItems(zip), 'revision.zip');
    if (problems.length > 0) {
      return undefined;
    }
    const all = items.map(async (item) =>
      item.kind === 'folder' ? [`${item.name}/`, ''] : [item.name, digest(await contentOf(item))],
    );
    return withFolders(Object.fromEntries(await Promise.all(all)) as Tree);
  } catch (error) {
    if (error instanceof RevisionError) {
      return undefined;
    }
    throw error;
  }
}

async function contentOf(item: Item): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of item.content()) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The accepted mutations, and their contents. */
async function taken(mutations: readonly Mutation[]): Promise<(Mutation & { tree: Tree })[]> {
  const all: (Mutation & { tree: Tree })[] = [];
  for (const mutation of mutations) {
    const tree = await judged(mutation.zip).catch((cause: unknown) => {
      throw new Error(`${mutation.name} ends with ${String(cause)}`, { cause });
    });
    if (tree) {
      all.push({ ...mutation, tree });
    }
  }
  return all;
}

const whole = rawZip(plain, plain.length, 'of a commit');
let folder: string;
let own: Buffer;
let mutations: Mutation[];
let accepted: (Mutation & { tree: Tree })[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zip-fuzz-'));
  own = await zipped(zipItems(whole).items);
  mutations = [whole, own].flatMap((zip) => [...changedFields(zip), ...movedRecords(zip)]).concat(strangeEntries());
  accepted = await taken(mutations);
});
afterAll(() => rmSync(folder, { recursive: true }));

it('accepts a plain zip, with everything that one can have', async () => {
  expect(await judged(whole)).toEqual(await byYauzl(whole));
  expect(await judged(own)).toEqual(await judged(whole));
});

it('refuses nearly all of thousands of mutations, and accepts some that change nothing', () => {
  expect(mutations.length).toBeGreaterThanOrEqual(2_000);
  expect(accepted.length).toBeGreaterThan(50);
  expect(accepted.length).toBeLessThan(mutations.length / 5);
});

it('reads accepted zips as yauzl does', async () => {
  for (const { name, zip, tree } of accepted) {
    expect([name, await byYauzl(zip)]).toEqual([name, tree]);
  }
});

/**
 * The zip files that other programs also unpack: all files with strange entries, and every tenth file of the series.
 */
const some = () => accepted.filter(({ name }, index) => !/^(central|local|end) at/.test(name) || index % 10 === 0);

it('reads accepted zips as Python does', () => {
  const trees = byPython(
    some().map(({ zip }) => zip),
    folder,
  );
  expect(some().map(({ name }, index) => [name, trees[index]])).toEqual(some().map(({ name, tree }) => [name, tree]));
});

const withUnzip = hasUnzip ? it : it.skip;
withUnzip(`reads accepted zips as unzip does${hasUnzip ? '' : ' (skipped: no /usr/bin/unzip)'}`, () => {
  for (const { name, zip, tree } of some()) {
    expect([name, byUnzip(zip, folder)]).toEqual([name, tree]);
    rmSync(join(folder, 'unzip'), { recursive: true });
  }
});
