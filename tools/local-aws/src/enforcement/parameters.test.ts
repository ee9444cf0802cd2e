import { gzipSync } from 'node:zlib';
import { cbor } from '@smithy/core/cbor';
import type { Call } from '../gateway/call';
import { askedOperation } from '../gateway/operation';
import { madeUpCall } from '../testing/made-up-world';
import { parametersOf } from './parameters';

const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
const target = { 'x-amz-target': 'GraniteServiceVersion20100801.PutMetricData' };
const smithy = { 'smithy-protocol': 'rpc-v2-cbor' };
const query = Buffer.from('Action=PutMetricData&Version=2010-08-01&Namespace=M');

test.each<[string, Partial<Call>]>([
  ['the query protocol', { headers: form, body: query }],
  ['the query protocol, compressed', { headers: { ...form, 'content-encoding': 'gzip' }, body: gzipSync(query) }],
  ['a query string', { method: 'GET', query: new URLSearchParams(query.toString()) }],
  ['JSON', { headers: target, body: Buffer.from('{"Namespace":"M"}') }],
  [
    'CBOR',
    {
      headers: smithy,
      path: '/service/GraniteServiceVersion20100801/operation/PutMetricData',
      body: Buffer.from(cbor.serialize({ Namespace: 'M' })),
    },
  ],
])('action and fields are read from %s', (_name, parts) => {
  const call = madeUpCall({ service: 'monitoring', method: 'POST', ...parts });
  const compressed = call.headers['content-encoding'] === 'gzip';
  const asked = compressed ? { protocol: 'query' as const, name: 'PutMetricData' } : askedOperation(call);
  expect(parametersOf(call, asked)).toMatchObject({ action: 'PutMetricData', fields: { Namespace: 'M' } });
});

test('a JSON call without a body has no fields', () => {
  const call = madeUpCall({ service: 'sts', headers: target });
  expect(parametersOf(call, askedOperation(call)).fields).toEqual({});
});
