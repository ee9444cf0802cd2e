import { fakePlace } from '../testing/fake-place';
import { refusal } from '../testing/fake-client';
import { sha } from '../testing/fake-part';
import { findRevision } from './find';
import { keyOf } from './store';

/** A place with these revisions, of which the named ones have expired. */
function find(prefix: string, known: readonly string[], expired: readonly string[] = []) {
  const { place } = fakePlace({
    codeDeploy: {
      ListApplicationRevisions: ({ s3KeyPrefix }: { s3KeyPrefix: string }) => ({
        revisions: known
          .map((one) => ({ s3Location: { key: keyOf(one) } }))
          .filter(({ s3Location: { key } }) => key.startsWith(s3KeyPrefix)),
      }),
    },
    s3: {
      HeadObject: ({ Key }: { Key: string }) =>
        expired.map(keyOf).includes(Key)
          ? refusal('NotFound')()
          : { Metadata: { commit: '4f2c1ab9', branch: 'main', 'pushed-by': 'ana' } },
    },
  });
  return findRevision(place, prefix);
}

describe('a revision by the beginning of its checksum', () => {
  const known = [sha('abc1'), sha('abc2'), sha('def0')];

  test('is the only one that begins so', async () => {
    await expect(find('def0', known)).resolves.toBe(sha('def0'));
    await expect(find(sha('abc1'), known)).resolves.toBe(sha('abc1'));
  });

  test.each(['', 'abc', 'ABCD', 'latest', 'g'.repeat(12)])('is not %p', async (prefix) => {
    await expect(find(prefix, known)).rejects.toThrow(
      `A revision is named by the beginning of its checksum, at least 4 of the digits 0-9 and a-f; received "${prefix}".`,
    );
  });

  test('is refused with all matches', async () => {
    await expect(find('abcd', [sha('abcd1'), sha('abcd2')])).rejects.toThrow(
      'abcd is the beginning of several revisions of testing:\n  abcd10000000  4f2c1ab of main, pushed by ana\n  abcd20000000  ',
    );
  });

  test('that is unknown is refused with the newest ones, and the number of others', async () => {
    const many = Array.from({ length: 12 }, (_, index) => sha(`abc${index.toString(16)}`));
    await expect(find('0000', many)).rejects.toThrow(
      /testing has no revision 0000\. The newest revisions are:\n(?: {2}abc[^]*\n){10} {2}and 2 more$/,
    );
    await expect(find('0000', [])).rejects.toThrow(
      'testing has no revisions: `npm run release -- push FOLDER testing` puts one there.',
    );
  });

  test('that has expired has to be pushed again', async () => {
    await expect(find('def0', known, [sha('def0')])).rejects.toThrow(
      'Revision def000000000 was in packages and is no longer: revisions expire there. Push its commit again.',
    );
    await expect(find('0000', known, [sha('def0')])).rejects.toThrow('def000000000  has expired');
  });

  test('cannot be found if there is no application, or AWS returns another error', async () => {
    const at = (name: string) => fakePlace({ codeDeploy: { ListApplicationRevisions: refusal(name) } }).place;
    await expect(findRevision(at('ApplicationDoesNotExistException'), 'abcd')).rejects.toThrow(
      'The application testing-malinshopper does not exist',
    );
    await expect(findRevision(at('Throttled'), 'abcd')).rejects.toThrow('Throttled');
  });
});
