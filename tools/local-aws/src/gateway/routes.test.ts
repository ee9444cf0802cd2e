import type { Operation } from './call';
import { Operations } from './routes';

const first: Operation = () => ({ status: 200, headers: {}, body: 'first' });
const second: Operation = () => ({ status: 200, headers: {}, body: 'second' });
const none = new URLSearchParams();
const rest = (name: string) => ({ protocol: 'rest-xml', name }) as const;

test('an action is found by its name, in its own service only', () => {
  const operations = new Operations([{ name: 'rds', operations: { Do: first } }]);
  const asked = { protocol: 'query', name: 'Do' } as const;
  expect(operations.find('rds', asked, 'POST', '/', none)?.run).toBe(first);
  expect(operations.find('iam', asked, 'POST', '/', none)).toBeUndefined();
});

test('a route is found by method and path, and returns the variables decoded', () => {
  const operations = new Operations([{ name: 'x', operations: { 'GET /a/{Id}': first, 'GET /a/{Id}/b': second } }]);
  expect(operations.find('x', rest('GET /a/1%2F2'), 'GET', '/a/1%2F2', none)).toMatchObject({
    run: first,
    pathParameters: { Id: '1/2' },
  });
  expect(operations.find('x', rest('GET /a/1/b'), 'GET', '/a/1/b', none)?.run).toBe(second);
  expect(operations.find('x', rest('PUT /a/1'), 'PUT', '/a/1', none)).toBeUndefined();
});

test('a slash at the end makes no difference', () => {
  const operations = new Operations([{ name: 'x', operations: { 'GET /a/{Id}': first } }]);
  expect(operations.find('x', rest('GET /a/1/'), 'GET', '/a/1/', none)?.pathParameters).toMatchObject({ Id: '1' });
});

test('a variable with a plus spans slashes', () => {
  const operations = new Operations([{ name: 'x', operations: { 'GET /tags/{Arn+}': first } }]);
  const found = operations.find('x', rest(''), 'GET', '/tags/arn:a/b/c', none);
  expect(found?.pathParameters).toMatchObject({ Arn: 'arn:a/b/c' });
});

test('a route with a query requires it', () => {
  const operations = new Operations([{ name: 's3', operations: { 'PUT /{Bucket}?policy': first } }]);
  const policy = new URLSearchParams('policy');
  expect(operations.find('s3', rest(''), 'PUT', '/b', policy)?.run).toBe(first);
  expect(operations.find('s3', rest(''), 'PUT', '/b', none)).toBeUndefined();
});

test('moto is not called for a service that is whole', () => {
  const operations = new Operations([{ name: 'x', whole: true, operations: {} }]);
  expect(operations.isWhole('x')).toBe(true);
  expect(operations.isWhole('y')).toBe(false);
});
