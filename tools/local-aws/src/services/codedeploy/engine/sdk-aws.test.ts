import { requireETag } from './sdk-aws';

const revision = { bucket: 'packages', key: 'one' };

test('a revision that was written again since it was named is refused', () => {
  expect(() => requireETag({ ...revision, eTag: 'a' }, '"b"')).toThrow(
    'The ETag of s3://packages/one is b, and the deployment is of a: it has been written again. Deploy it again, or name its version.',
  );
});

test('quotes make no difference, and without an ETag every object is accepted', () => {
  expect(() => requireETag({ ...revision, eTag: 'a' }, '"a"')).not.toThrow();
  expect(() => requireETag({ ...revision, eTag: '"a"' }, 'a')).not.toThrow();
  expect(() => requireETag(revision, '"b"')).not.toThrow();
});
