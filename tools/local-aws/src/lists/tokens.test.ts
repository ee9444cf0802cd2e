import type { Call } from '../gateway/call';
import type { Asked } from '../gateway/operation';
import { Tokens } from './tokens';

const reply = (body: string) => ({ status: 200, headers: {}, body });

function call(service: string, sent: { body?: string; query?: string }): Call {
  const { body = '', query = '' } = sent;
  return { service, body: Buffer.from(body), query: new URLSearchParams(query) } as unknown as Call;
}
const asked = (protocol: Asked['protocol'], name: string): Asked => ({ protocol, name });

describe('a token of a page', () => {
  it.each<[string, Asked, Call, string]>([
    ['a form', asked('query', 'ListRoles'), call('iam', { body: 'Marker=never' }), 'ListRoles'],
    ['JSON', asked('json', 'ListKeys'), call('kms', { body: '{"Marker":"never"}' }), 'ListKeys'],
    ['a query', asked('json', 'GET /backup/plans'), call('backup', { query: 'nextToken=never' }), 'GET /backup/plans'],
  ])('is refused if no answer has issued it: in %s', (_, what, sent, name) => {
    expect(() => new Tokens().require(sent, what)).toThrow(
      `The token 'never' of ${sent.service}:${name} is invalid: no answer has issued it.`,
    );
  });

  it('is accepted if an answer has issued it, in any format', () => {
    const tokens = new Tokens();
    tokens.note({ service: 'iam' }, asked('query', 'ListRoles'), reply('<Marker>a&amp;b</Marker>'));
    tokens.note({ service: 'kms' }, asked('json', 'ListKeys'), reply('{"NextMarker": "c"}'));
    expect(() => tokens.require(call('iam', { body: 'Marker=a%26b' }), asked('query', 'ListRoles'))).not.toThrow();
    expect(() => tokens.require(call('kms', { body: '{"Marker":"c"}' }), asked('json', 'ListKeys'))).not.toThrow();
  });

  it('is not required if a call changes something, or names a key of S3', () => {
    const tokens = new Tokens();
    expect(() => tokens.require(call('iam', { body: 'Marker=x' }), asked('query', 'CreateRole'))).not.toThrow();
    expect(() => tokens.require(call('s3', { query: 'marker=a/key' }), asked('s3', 'GET /bucket'))).not.toThrow();
  });
});
