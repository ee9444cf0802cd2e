import { cbor } from '@smithy/core/cbor';
import type { Protocol } from '../protocols/failure';
import { madeUpCall } from '../testing/made-up-world';
import { refusal } from './refusal';

const said = (protocol: Protocol) => {
  const { status, body } = refusal(madeUpCall(), { protocol, name: 'x' }, { message: 'not you' });
  return `${status} ${body.toString()}`;
};

test('S3 answers AccessDenied in its XML', () => {
  expect(said('s3')).toMatch(/^403 .*\n<Error><Code>AccessDenied<\/Code><Message>not you<\/Message>/);
});

test('query services answer AccessDenied', () => {
  expect(said('query')).toMatch(/^403 .*\n<ErrorResponse><Error>.*<Code>AccessDenied<\/Code><Message>not you</);
});

test('EC2 answers UnauthorizedOperation', () => {
  expect(said('ec2')).toMatch(/^403 .*\n<Response><Errors><Error><Code>UnauthorizedOperation<\/Code>/);
});

test('JSON services answer AccessDeniedException', () => {
  expect(said('json')).toBe('400 {"__type":"AccessDeniedException","message":"not you","Message":"not you"}');
});

test('a client that uses CBOR gets CBOR', () => {
  const call = madeUpCall({ headers: { 'smithy-protocol': 'rpc-v2-cbor' } });
  const { headers, body } = refusal(call, { protocol: 'json', name: 'x' }, { message: 'not you' });
  expect(headers).toEqual({ 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' });
  expect(cbor.deserialize(body as Buffer)).toEqual({ __type: 'AccessDeniedException', message: 'not you' });
});

test('SNS has its own code', () => {
  const { status, body } = refusal(madeUpCall({ service: 'sns' }), { protocol: 'query', name: 'x' }, { message: 'no' });
  expect([status, body.toString()]).toEqual([403, expect.stringContaining('<Code>AuthorizationError</Code>')]);
});

test('a code of the service’s own has the status of a wrong request', () => {
  const fault = { message: 'no', code: 'InvalidWebACLId' };
  const { status, body } = refusal(madeUpCall(), { protocol: 'rest-xml', name: 'x' }, fault);
  expect([status, body.toString()]).toEqual([400, expect.stringContaining('<Code>InvalidWebACLId</Code>')]);
});
