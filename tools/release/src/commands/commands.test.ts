import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { environment } from '@malinshopper/environments';
import { chosenSide } from '../parts/parts';
import { FakePart, sha } from '../testing/fake-part';
import { whatOf } from './carry-out';
import { confirm } from './confirm';
import { environmentOfRef } from './environment-of-ref';
import { promote } from './promote';
import { revisionAt } from './push';
import { assertNextStage, nextStage } from './stages';

describe('a confirmation', () => {
  const production = environment('production');
  const answering = (answer: string, isTTY = true) => {
    const input = Object.assign(new PassThrough(), { isTTY }) as unknown as NodeJS.ReadStream;
    (input as unknown as PassThrough).end(`${answer}\n`);
    return input;
  };

  test('is asked for in production only, and not with --yes', async () => {
    await confirm(environment('staging'), 'Really?', false, answering('no', false));
    await confirm(production, 'Really?', true, answering('no', false));
  });

  test.each(['y', 'yes', ' Yes '])('is %p', async (answer) => {
    await confirm(production, 'Really?', false, answering(answer), new PassThrough());
  });

  test('is nothing else', async () => {
    await expect(confirm(production, 'Really?', false, answering('ok'), new PassThrough())).rejects.toThrow(
      'The answer was not yes: nothing was begun in production.',
    );
  });

  test('cannot be had without a terminal', async () => {
    await expect(confirm(production, 'Really?', false, answering('yes', false))).rejects.toThrow(
      'Really? A confirmation needs a terminal. Nothing was begun. Add --yes to confirm for production without a terminal.',
    );
  });
});

describe('the stages of a revision', () => {
  test('is testing, staging, production', () => {
    expect(['testing', 'staging', 'production', 'feature'].map((name) => nextStage({ name }))).toEqual([
      'staging',
      'production',
      undefined,
      undefined,
    ]);
  });

  test.each([
    ['testing', 'production'],
    ['staging', 'testing'],
    ['feature/checkout', 'testing'],
    ['testing', 'testing'],
  ])('do not lead from %s to %s', (from, to) => {
    expect(() => assertNextStage(environment(from), environment(to))).toThrow(
      /^A revision is promoted from testing to staging and from staging to production, not from .* to .*: a revision that was not tried/,
    );
  });
});

describe('the environment of a git ref', () => {
  const of = (ref: string | undefined, variables: NodeJS.ProcessEnv = {}) => environmentOfRef(ref, variables);
  const nameOf = (ref: string) => {
    const found = of(ref);
    return 'environment' in found ? found.environment.name : found.nothing;
  };

  test('of main is testing, the first stage', () => {
    expect(['refs/heads/main', 'main', 'refs/heads/master', 'testing'].map(nameOf)).toEqual(Array(4).fill('testing'));
  });

  test("of any other branch is the branch's own", () => {
    const own = environment('feature/checkout').name;
    expect(['refs/heads/feature/checkout', 'feature/checkout'].map(nameOf)).toEqual([own, own]);
    expect(nameOf('refs/heads/development')).toBe(environment('development').name);
    expect(nameOf('checkout')).toBe(environment('refs/heads/checkout').name);
  });

  test.each(['staging', 'production'])('of branch %s is none: it gets promotions only', (branch) => {
    expect(() => of(`refs/heads/${branch}`)).toThrow(
      new RegExp(
        `^Branch ${branch} is not released to ${branch}: that gets revisions tried in .*npm run release -- promote`,
      ),
    );
  });

  test('of a pull request and of a tag is none', () => {
    expect(of('refs/heads/feature/x', { CPHP_PR_ID: '12' })).toEqual({
      nothing: 'Pull request 12 is not released: its branch is, by the pipeline of the branch.',
    });
    expect(nameOf('refs/pull/7/merge')).toContain('Pull request 7 is not released');
    expect(nameOf('refs/tags/v1')).toBe('refs/tags/v1 is not a branch: nothing is released for it.');
  });

  test('has to be specified', () => {
    expect(() => of(undefined)).toThrow(
      'Which branch? Set --ref refs/heads/<branch>; without it, CPHP_GIT_REF (continuousphp) or GITHUB_REF (GitHub) is used, and ' +
        'neither is set.',
    );
  });
});

test('revisions are listed by part, if they differ', () => {
  const [web, fetcher, updater] = ['web', 'fetcher', 'updater-1'].map((name) => new FakePart(name));
  const both = new Map([web, fetcher].map((part) => [part!, sha('a')]));
  expect(whatOf(both)).toBe('a00000000000');
  expect(whatOf(new Map([...both, [updater!, sha('b')]]))).toBe(
    'a00000000000 to web and fetcher and b00000000000 to updater-1',
  );
});

test('a side is web or workers', () => {
  expect([undefined, 'web', 'workers'].map(chosenSide)).toEqual([undefined, 'web', 'workers']);
  expect(() => chosenSide('fetcher')).toThrow(
    '--to is "fetcher"; it can be web or workers, and without it a release goes to both.',
  );
});

test('a path that does not exist cannot be pushed', async () => {
  await expect(revisionAt('/no/such/folder')).rejects.toThrow(
    'There is no revision at /no/such/folder: specify a folder with an appspec.yml in it, or a zip of one',
  );
});

test('an invalid zip is named as it was given', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zip-'));
  const path = join(folder, 'shop.zip');
  writeFileSync(path, 'no zip');
  await expect(revisionAt(path)).rejects.toThrow(`${path}: is no whole zip`);
  rmSync(folder, { recursive: true });
});

test('a profile is for the real AWS', async () => {
  const before = process.env['EMBEDDED_AWS'];
  process.env['EMBEDDED_AWS'] = 'on';
  try {
    await expect(promote(environment('testing'), environment('staging'), { sourceProfile: 'other' })).rejects.toThrow(
      '--source-profile is for two accounts of the real AWS: the embedded AWS needs no profile.',
    );
  } finally {
    if (before === undefined) delete process.env['EMBEDDED_AWS'];
    else process.env['EMBEDDED_AWS'] = before;
  }
});
