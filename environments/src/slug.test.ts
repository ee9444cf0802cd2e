import fc from 'fast-check';
import { longLivedNames } from './schema';
import { branchPattern, branchSlug } from './slug';

describe('the slug of a branch', () => {
  it('is the last part of the ref and a hash of the whole', () => {
    expect(branchSlug('feature/checkout')).toMatch(/^checkout-[0-9a-f]{5}$/);
  });

  it('is the same with and without refs/heads/, as continuousphp and git write it', () => {
    expect(branchSlug('refs/heads/feature/checkout')).toBe(branchSlug('feature/checkout'));
  });

  it('differs for two branches with the same last part', () => {
    expect(branchSlug('bugfix/checkout')).not.toBe(branchSlug('feature/checkout'));
  });

  it('is a DNS label of at most 20 characters for every ref that has one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), (text) => {
        // Valid names: git-ref.test.ts.
        // eslint-disable-next-line no-control-regex -- git refuses these
        const legal = text.replace(/[\x00-\x20\x7f~^:?*[\\{./-]|\p{Surrogate}/gu, '');
        const slug = branchSlug(`feature/a${legal}`);
        expect(slug).toMatch(/^(?!.*--)[a-z]([a-z0-9-]{0,18}[a-z0-9])$/);
      }),
    );
  });

  it('never meets the slug of another ref', () => {
    const refs = fc.uniqueArray(fc.stringMatching(/^(feature|hotfix)(\/[a-z][a-z0-9_-]{0,20}){1,3}$/), {
      maxLength: 50,
    });
    fc.assert(
      fc.property(refs, (list) => {
        const valid = list.filter((ref) => /[a-z]/.test(ref.split('/').at(-1)!));
        expect(new Set(valid.map(branchSlug)).size).toBe(valid.length);
      }),
    );
  });

  it('refuses a ref of 300 characters, with the limit', () => {
    expect(() => branchSlug(`feature/${'x'.repeat(292)}`)).toThrow(
      /^Branch "feature\/x{52}\.\.\. \(300 characters\)" cannot have an environment: a git ref has at most 255 characters/,
    );
  });

  it('matches the pattern of branches, unlike the name of any long-lived environment', () => {
    const pattern = new RegExp(`^${branchPattern.replaceAll('*', '.*').replaceAll('?', '.')}$`);
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z][a-z0-9_-]{0,40}$/), (text) => {
        expect(branchSlug(`feature/${text}`)).toMatch(pattern);
      }),
    );
    for (const name of longLivedNames) expect(name).not.toMatch(pattern);
  });

  it.each(['feature/${checkout}', 'feature/%{checkout}'])('refuses %s, which would be replaced in a policy', (ref) => {
    expect(() => branchSlug(ref)).toThrow(
      `Branch ${JSON.stringify(ref)} cannot have an environment: Terraform and IAM would replace ` +
        '"${" and "%{"; rename the branch.',
    );
  });

  it.each(['feature/123', 'issues/42', 'feature/支払い', 'feature/_', 'refs/heads/оплата'])(
    'is "branch" and a hash for %s, which has no letter of a DNS name in its last part',
    (ref) => {
      expect(branchSlug(ref)).toMatch(/^branch-[0-9a-f]{5}$/);
    },
  );

  it.each(['feature/***', 'feature/', '/'])('does not exist for %s, which git does not accept', (ref) => {
    expect(() => branchSlug(ref)).toThrow(/cannot have an environment: git takes n/);
  });
});
