import fc from 'fast-check';
import { fromMetadata, madeOf, toMetadata, type RevisionNote } from './note';

const note: RevisionNote = {
  commit: '4f2c1abdeadbeef',
  branch: 'feature/checkout',
  pushedBy: 'release/ana',
  pushedAt: new Date('2026-11-23T08:00:00.000Z'),
};

describe('the description of a revision', () => {
  test('is its metadata in S3', () => {
    expect(toMetadata({ ...note, promotedFrom: 'testing' })).toEqual({
      commit: '4f2c1abdeadbeef',
      branch: 'feature/checkout',
      'pushed-by': 'release/ana',
      'pushed-at': '2026-11-23T08:00:00.000Z',
      'promoted-from': 'testing',
    });
  });

  test('is restored unchanged, with any name of a branch, and is ASCII in between', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (branch, commit) => {
        const metadata = toMetadata({ ...note, branch, commit });
        expect(Object.values(metadata).join('')).toMatch(/^[\x20-\x7e]*$/);
        expect(fromMetadata(metadata)).toEqual({ ...note, branch, commit });
      }),
    );
  });

  test('is unknown for an object of another tool', () => {
    expect(fromMetadata(undefined, new Date(5))).toEqual({
      commit: 'unknown',
      branch: 'unknown',
      pushedBy: 'unknown',
      pushedAt: new Date(5),
    });
    expect(fromMetadata({ branch: '100%' }).branch).toBe('100%');
  });

  test('is shown briefly', () => {
    expect(madeOf(note)).toBe('4f2c1ab of feature/checkout');
    expect(madeOf({ ...note, commit: `${note.commit}+changes` })).toBe('4f2c1ab with changes of feature/checkout');
    expect(madeOf({ ...note, branch: 'unknown' })).toBe('4f2c1ab of an unknown branch');
    expect(madeOf(fromMetadata({}))).toBe('of an unknown commit');
  });
});
