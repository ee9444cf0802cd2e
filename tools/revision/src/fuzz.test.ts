import { createHash } from 'node:crypto';
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { extractRevision, packRevision, readRevision, RevisionError, type Problem } from './index';
import * as appSpecs from './testing/broken/appspecs';
import * as bombs from './testing/broken/bombs';
import * as contents from './testing/broken/contents';
import * as documents from './testing/broken/documents';
import type { Variant } from './testing/broken/variant';
import * as zips from './testing/broken/zips';
import { sample, zipOf } from './testing/sample';

const generators = { ...appSpecs, ...bombs, ...contents, ...documents, ...zips };
const all: Variant[] = Object.values(generators).flatMap((generate) => generate());
/** Each once: two names may stand for the same bytes. */
const variants = [...new Map(all.map((variant) => [identity(variant), variant])).values()];

function identity({ kind, name, broken }: Variant): string {
  return Buffer.isBuffer(broken) ? createHash('sha256').update(broken).digest('hex') : `${kind} ${name}`;
}

/** A folder with something in it, around the one that is unpacked into. */
let surroundings: string;
let into: string;
beforeAll(async () => {
  surroundings = await mkdtemp(join(tmpdir(), 'revision-fuzz-'));
  into = join(surroundings, 'releases/into');
  await mkdir(join(surroundings, 'releases/other/web'), { recursive: true });
  await writeFile(join(surroundings, 'releases/other/web/index.php'), 'other');
  await writeFile(join(surroundings, 'x'), 'x');
});
afterAll(() => rm(surroundings, { recursive: true }));

/** Everything in a folder: names, types, modes, contents, and when they were changed. */
async function snapshot(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const entries = names.sort().map(async (name) => {
    const path = join(folder, name);
    const is = await lstat(path);
    const content = is.isFile() ? await readFile(path, 'latin1') : is.isSymbolicLink() ? await readlink(path) : '';
    return [name, is.mode, is.isDirectory() ? '' : is.mtimeMs, content].join('|');
  });
  return Promise.all(entries);
}

/** The problems with which something fails; anything else than a RevisionError is a crash. */
async function refused(action: Promise<unknown>): Promise<readonly Problem[]> {
  const outcome: unknown = await action.then(
    () => 'was taken for a good one',
    (error: unknown) => error,
  );
  if (!(outcome instanceof RevisionError)) {
    throw outcome instanceof Error ? outcome : new Error(String(outcome));
  }
  return outcome.problems;
}

function names({ file, line, message }: Problem, culprit: string | RegExp): boolean {
  const shown = `${file}${line === undefined ? '' : `:${line}`}: ${message}`;
  return typeof culprit === 'string' ? shown.includes(culprit) : culprit.test(shown);
}

async function problemsOf({ broken }: Variant): Promise<readonly Problem[]> {
  if (Buffer.isBuffer(broken)) {
    const problems = await refused(extractRevision(broken, into));
    expect(await refused(readRevision(broken))).toEqual(expect.arrayContaining([...problems]));
    return problems;
  }
  const folder = await mkdtemp(join(tmpdir(), 'revision-folder-'));
  await broken(folder);
  const problems = await refused(packRevision(folder));
  await rm(folder, { recursive: true });
  return problems;
}

const kinds = [...new Set(variants.map(({ kind }) => kind))];
it.each(kinds)('%s: each is refused and named, and nothing is written', async (kind) => {
  const before = await snapshot(surroundings);
  const unnamed: unknown[] = [];
  for (const variant of variants.filter((candidate) => candidate.kind === kind)) {
    const problems = await problemsOf(variant).catch((cause: unknown) => {
      throw new Error(`${variant.name} ended with ${String(cause)}`, { cause });
    });
    if (!problems.some((problem) => names(problem, variant.culprit))) {
      unnamed.push({ name: variant.name, culprit: variant.culprit, problems });
    }
    expect({ after: variant.name, there: await snapshot(surroundings) }).toEqual({
      after: variant.name,
      there: before,
    });
  }
  expect(unnamed).toEqual([]);
});

it('has at least 500 variants, and several of each kind', () => {
  const counts = Object.fromEntries(
    kinds.map((kind) => [kind, variants.filter((variant) => variant.kind === kind).length]),
  );
  expect(variants.length).toBeGreaterThanOrEqual(500);
  expect(Math.min(...Object.values(counts))).toBeGreaterThanOrEqual(10);
  expect(counts).toMatchInlineSnapshot(`
   {
     "YAML faults": 252,
     "broken folders": 23,
     "climbing names": 75,
     "climbing paths": 44,
     "contradictions": 35,
     "misplaced AppSpec files": 13,
     "missing files": 60,
     "scripts that cannot run": 28,
     "strange documents": 16,
     "symbolic links": 50,
     "truncated": 54,
     "unknown hooks": 93,
     "unknown keys": 107,
     "wrong contents": 48,
     "wrong values": 150,
     "zip bombs": 19,
   }
  `);
});

it('gives the whole revision or a RevisionError, whatever bytes of a zip are changed', async () => {
  const whole = zipOf(sample);
  const before = await snapshot(surroundings);
  const byte = fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) });
  const changes = fc.array(byte, { minLength: 1, maxLength: 3 });
  let failures = 0;
  await fc.assert(
    fc.asyncProperty(changes, async (changed) => {
      const zip = Buffer.from(whole);
      changed.forEach(({ at, value }) => zip.writeUInt8(value, at));
      try {
        await extractRevision(zip, into);
        const unpacked = Object.keys(sample).map(async (name) => [name, await readFile(join(into, name), 'utf8')]);
        expect(Object.fromEntries(await Promise.all(unpacked))).toEqual(sample);
        await rm(into, { recursive: true });
      } catch (error) {
        if (!(error instanceof RevisionError)) {
          throw error;
        }
        failures++;
      }
      expect(await snapshot(surroundings)).toEqual(before);
    }),
    { numRuns: 250, seed: 5 },
  );
  expect(failures).toBeGreaterThan(100);
});

it('never ends with another error than a RevisionError, with any AppSpec file', () => {
  const pieces = fc.constantFrom(
    ...'-:?[]{},&*!|>%@`#"\'\n\t ~<=. ',
    'hooks:',
    '\n  ',
    '\n- ',
    'version: 0.0\n',
    'os: linux\n',
    '---',
    '...',
    '\u0000',
    'é',
  );
  const text = fc.array(pieces, { maxLength: 60 }).map((all) => all.join(''));
  return fc.assert(
    fc.asyncProperty(text, async (appSpec) => {
      const problems = await refused(readRevision(zipOf({ ...sample, 'appspec.yml': appSpec })));
      expect(problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 300, seed: 6 },
  );
});
