import { destinationOf } from './host';

test.each([
  ['shop-content.s3.eu-west-1.amazonaws.com', 'shop-content'],
  ['shop-content.s3.eu-west-1.amazonaws.com:443', 'shop-content'],
  ['shop-content.s3.amazonaws.com', 'shop-content'],
  ['shop-content.s3-eu-west-1.amazonaws.com', 'shop-content'],
  ['Shop.Content.s3.eu-west-1.amazonaws.com', 'shop.content'],
])('a bucket in the host name (%s) moves into the path', (host, bucket) => {
  expect(destinationOf(host, '/fetcher/current?versions')).toEqual({
    bucket,
    target: `/${bucket}/fetcher/current?versions`,
  });
});

test.each(['s3.eu-west-1.amazonaws.com', 'monitoring.eu-west-1.amazonaws.com', 'sts.amazonaws.com'])(
  'a request to %s keeps its path',
  (host) => {
    expect(destinationOf(host, '/shop-content/a')).toEqual({ target: '/shop-content/a' });
  },
);
