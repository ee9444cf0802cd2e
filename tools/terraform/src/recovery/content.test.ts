import { fakeS3 } from '../testing/fake-session';
import { deletedSince, undelete } from './content';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 30, 2, minute));
const marker = (Key: string, minute: number, more: object = {}) => ({
  ...{ Key, VersionId: `${Key}-marker`, LastModified: at(minute), IsLatest: true, ...more },
});

test('objects that were deleted since a time and have a version come back, on all pages', async () => {
  const pages = [
    {
      Versions: [{ Key: 'a' }],
      DeleteMarkers: [marker('a', 10), marker('long-ago', 1)],
      IsTruncated: true,
      NextKeyMarker: 'a',
    },
    {
      Versions: [{ Key: 'b' }, { Key: 'long-ago' }, { Key: 'written-again' }],
      DeleteMarkers: [marker('b', 10), marker('gone-for-good', 10), marker('written-again', 10, { IsLatest: false })],
    },
  ];
  const { client } = fakeS3(new Map(), () => pages.shift());
  const found = await deletedSince(client, 'content', at(5));
  expect(found).toEqual([
    { key: 'a', version: 'a-marker', at: at(10) },
    { key: 'b', version: 'b-marker', at: at(10) },
  ]);
});

test('delete markers are removed by their versions, 1000 in a request', async () => {
  const removed: { Key: string; VersionId: string }[][] = [];
  const { client } = fakeS3(new Map(), (_command, input) => {
    removed.push((input as { Delete: { Objects: { Key: string; VersionId: string }[] } }).Delete.Objects);
    return {};
  });
  await undelete(
    client,
    'content',
    Array.from({ length: 1001 }, (_, n) => ({ key: `k${n}`, version: `v${n}`, at: at(1) })),
  );
  expect(removed.map((objects) => objects.length)).toEqual([1000, 1]);
  expect(removed[1]).toEqual([{ Key: 'k1000', VersionId: 'v1000' }]);
});

test('a refusal of S3 is reported, with the missing permission', async () => {
  const Errors = [{ Key: 'a', Code: 'AccessDenied', Message: 'Access Denied' }];
  const { client } = fakeS3(new Map(), () => ({ Errors }));
  await expect(undelete(client, 'content', [{ key: 'a', version: '1', at: at(1) }])).rejects.toThrow(
    /^S3 refuses to remove 1 of 1 delete markers in content. The first is the delete marker of a: AccessDenied Access Denied\..*s3:DeleteObjectVersion\.$/,
  );
});
