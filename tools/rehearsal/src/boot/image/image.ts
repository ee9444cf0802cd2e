import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hadoopVersion } from '@malinshopper/environments';
import { run } from '../../programs';
import { answers, reachableArchive, type Archive } from './archive';
import { baseRecipe, layerRecipe, standIns, type BaseRecipe, type LayerRecipe } from './recipe';

/** The layers of a root file system, the upper first, in overlayfs's order. */
export interface Image {
  readonly layers: readonly string[];
}

/**
 * The root file systems for some user data, in their order: from the cache, or built, which takes a minute or two.
 * Those for other user data are removed from the cache.
 * @param onBuild called with each part that has to be built
 */
export async function imagesFor(
  userData: readonly string[],
  cache: string,
  onBuild: (what: string) => void,
): Promise<Image[]> {
  const recipesOn = (archive: Archive) => userData.map((text) => layerRecipe(text, baseRecipe(archive)));
  const isComplete = (archive: Archive) => recipesOn(archive).every(({ name }) => existsSync(join(cache, name)));
  // With all of it in the cache no archive is queried, so that a rehearsal needs no access to the internet.
  const archive = await reachableArchive(async (one) => isComplete(one) || answers(one));
  const recipes = recipesOn(archive);
  mkdirSync(cache, { recursive: true });
  const wanted = new Set(recipes.flatMap(({ name, base }) => [name, base.name]));
  for (const name of readdirSync(cache)) {
    if (/^(base|layer)-/.test(name) && !wanted.has(name)) rmSync(join(cache, name), { recursive: true });
  }
  const images: Image[] = [];
  // One after the other: several roles share one recipe.
  for (const recipe of recipes) images.push(await imageOf(recipe, cache, onBuild));
  return images;
}

async function imageOf({ name, base, packages }: LayerRecipe, cache: string, onBuild: (what: string) => void) {
  const lower = await baseFolder(base, cache, onBuild);
  const lacks = packages.filter((wanted) => base.archive.lacks.includes(wanted));
  const kept = join(cache, 'packages');
  const layer = await cached(cache, name, onBuild, (folder) =>
    inOwnMounts('layer.sh', lower, folder, packages.join(' '), standIns, hadoopVersion, kept, lacks.join(' ')),
  );
  return { layers: [join(layer, 'upper'), lower] };
}

/** The root file system below the layers: of no role yet. */
export function baseFolder(recipe: BaseRecipe, cache: string, onBuild: (what: string) => void): Promise<string> {
  return cached(cache, recipe.name, onBuild, async (folder) => {
    const { suite, mirror, components, script } = recipe.archive;
    const keyring = await keyringOf(recipe.archive, cache);
    const packages = [recipe.first.join(','), recipe.packages.join(' ')];
    await inOwnMounts('base.sh', folder, suite, mirror, components, script, keyring, ...packages, standIns);
  });
}

async function inOwnMounts(script: string, ...args: string[]): Promise<void> {
  const own = ['--mount', '--propagation', 'private', 'sh', join(__dirname, script)];
  await run('unshare', [...own, ...args], { cwd: '/' });
}

/** A folder of the cache. It gets its name only when it is complete. */
async function cached(
  cache: string,
  name: string,
  onBuild: (what: string) => void,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  rmSync(`${folder}.unfinished`, { recursive: true, force: true });
  onBuild(name);
  await make(`${folder}.unfinished`);
  renameSync(`${folder}.unfinished`, folder);
  return folder;
}

/** The signing keys of the archive's packages, from a package with a pinned checksum. */
async function keyringOf({ name, keyring: { url, sha256, file } }: Archive, cache: string): Promise<string> {
  const folder = join(cache, `keyring-${sha256.slice(0, 12)}`);
  if (!existsSync(join(folder, file))) {
    const content = await downloaded(url);
    assertSha256(content, sha256, url, name);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'keyring.deb'), content);
    await run('dpkg-deb', ['-x', 'keyring.deb', '.'], { cwd: folder });
  }
  return join(folder, file);
}

/** @throws Error if it cannot be fetched, with its address and the reason */
export async function downloaded(url: string): Promise<Buffer> {
  const response = await fetch(url).catch((error: Error) => {
    throw new Error(`${url} cannot be fetched: ${error.cause instanceof Error ? error.cause.message : error.message}.`);
  });
  if (!response.ok) throw new Error(`${url} cannot be fetched: HTTP ${response.status}.`);
  return Buffer.from(await response.arrayBuffer());
}

/** @throws Error if the archive's keys are not the pinned ones */
export function assertSha256(content: Buffer, expected: string, url: string, archive: string): void {
  const received = createHash('sha256').update(content).digest('hex');
  if (received === expected) return;
  throw new Error(
    `${url} is not the pinned file: its SHA-256 is ${received}, not ${expected}. Nothing of ${archive} was ` +
      'installed. If its publisher replaced it, pin the new one in image/archive.ts after comparing it with its signature.',
  );
}
