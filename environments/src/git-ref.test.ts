import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { branchOf, fullRef, refOfBranch } from './git-ref';

/**
 * For each name, whether git itself would create such a branch: `--branch` also checks names that no branch can have.
 * One shell checks all of them.
 */
function gitTakes(branches: readonly string[]): boolean[] {
  const each =
    'for name; do { git check-ref-format "refs/heads/$name" && git check-ref-format --branch "$name"; } >&2 && echo yes || echo no; done';
  const said = execFileSync('sh', ['-c', each, 'sh', ...branches], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return said
    .trim()
    .split('\n')
    .map((answer) => answer === 'yes');
}

const taken = (branch: string) => {
  try {
    return branchOf(`refs/heads/${branch}`) === branch;
  } catch {
    return false;
  }
};

const samples = [
  ...[
    'feature/checkout',
    'new-checkout',
    'main',
    'a',
    '1',
    'issues/42',
    'release-1.2',
    'v1.lock/x',
    'x.lock',
    'x.lock/y',
  ],
  ...[
    'a..b',
    '.a',
    'a/.b',
    'a.',
    'a./b',
    'a/',
    '/a',
    'a//b',
    'a@{b',
    '@',
    'a@b',
    '{a}',
    'a{',
    'HEAD',
    'a/HEAD',
    '-a',
    'a/-b',
    '-',
  ],
  ...['a b', 'a\tb', 'a\nb', 'a\x7fb', 'a~b', 'a^b', 'a:b', 'a?b', 'a*b', 'a[b', 'a]b', 'a\\b', 'a\u00a0b', 'a\u2028b'],
  ...[
    '支払い',
    'feature/über',
    'оплата',
    '🚀',
    "it's",
    'a"b',
    'a;b',
    'a&b',
    'a|b',
    'a$b',
    'a`b',
    'a(b)',
    'a<b>',
    'a!b',
    'a#b',
    '%a',
    'a=b',
  ],
];

describe('a branch', () => {
  const takenByGit = gitTakes(samples);
  it.each(samples.map((branch, index) => [branch, takenByGit[index]] as const))(
    '%j is accepted here exactly if git accepts it',
    (branch, isTaken) => {
      expect(taken(branch)).toBe(isTaken);
    },
  );

  it('with any characters is accepted here exactly if git accepts it', () => {
    const sign = fc.constantFrom(...'ab/.@{~^:?*[\\ -HEADlock\u00fc\u652f\x01$;');
    const some = fc.string({ unit: sign, minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(some, { minLength: 50, maxLength: 50 }), (branches) => {
        const isTaken = gitTakes(branches);
        expect(branches.filter((branch, index) => taken(branch) !== isTaken[index])).toEqual([]);
      }),
      { numRuns: 2 },
    );
  });

  it.each([
    ['refs/heads/', 'Branch "" cannot have an environment: it is empty.'],
    ['feature/a..b', 'Branch "feature/a..b" cannot have an environment: git takes no ".." in it.'],
    [
      'refs/tags/v1',
      'Branch "refs/tags/v1" cannot have an environment: it is no branch. A branch of that name is written "refs/heads/refs/tags/v1".',
    ],
    [`feature/${'ü'.repeat(124)}`, 'a git ref has at most 255 characters (bytes, in UTF-8); rename the branch.'],
    ['feature/\ud800', 'it is no Unicode text.'],
  ])('is refused as %j, with the rule', (ref, message) => {
    expect(() => branchOf(ref)).toThrow(message);
  });

  it('is written in full, and without refs/heads/ where that is unambiguous', () => {
    expect(['feature/checkout', 'new-checkout', 'testing', 'development', 'refs/x'].map(refOfBranch)).toEqual([
      'feature/checkout',
      'refs/heads/new-checkout',
      'refs/heads/testing',
      'development',
      'refs/heads/refs/x',
    ]);
    expect(['feature/checkout', 'refs/heads/new-checkout'].map(fullRef)).toEqual([
      'refs/heads/feature/checkout',
      'refs/heads/new-checkout',
    ]);
  });
});
