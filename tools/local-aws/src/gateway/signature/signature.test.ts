import { createHash } from 'node:crypto';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { sha256, signedHeaders } from '../../signing';
import { GatewayForTest, madeUpKey } from '../../testing/fake-moto';
import { rawAnswer } from '../../testing/raw-client';
import { ROOT_KEY, rootSecret } from '../root-key';

let gateway: GatewayForTest;
/** The requests that reached moto. */
let reached: string[];
beforeAll(async () => {
  gateway = await GatewayForTest.before((request, body, response) => {
    reached.push(`${request.method} ${request.url} ${body.length}`);
    response.end('<A/>');
  });
});
beforeEach(() => (reached = []));
afterAll(() => gateway.close());

const key = madeUpKey();
const REGION = 'eu-west-1';

interface Sent {
  service: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}
const CALLS = {
  query: {
    service: 'sns',
    method: 'POST',
    path: '/',
    body: 'Action=ListTopics&Version=2010-03-31',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  },
  ec2: {
    service: 'ec2',
    method: 'POST',
    path: '/',
    body: 'Action=DescribeRegions&Version=2016-11-15',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  },
  json: {
    service: 'kms',
    method: 'POST',
    path: '/',
    body: '{}',
    headers: { 'x-amz-target': 'TrentService.ListKeys', 'content-type': 'application/x-amz-json-1.1' },
  },
  'rest-json': { service: 'access-analyzer', method: 'GET', path: '/analyzer', body: '', headers: {} },
  'rest-xml': { service: 'route53', method: 'GET', path: '/2013-04-01/hostedzone', body: '', headers: {} },
  s3: { service: 's3', method: 'PUT', path: '/bucket/a%20key', body: 'content', headers: {} },
} as const;
type Kind = keyof typeof CALLS;
const kinds = Object.keys(CALLS) as Kind[];

async function signed(
  kind: Kind,
  more: { at?: Date; credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } } = {},
): Promise<Sent> {
  const call: Sent = { ...CALLS[kind], headers: { ...CALLS[kind].headers } };
  const signing = { service: call.service, region: REGION, credentials: key, ...more };
  const plain = { method: call.method, headers: call.headers, ...(call.body && { body: call.body }) };
  return { ...call, headers: await signedHeaders(`${gateway.endpoint}${call.path}`, plain, signing) };
}

/** Sends a call as it is written, and returns the status and the code of the refusal. */
async function send({ method, path, headers, body }: Sent): Promise<string> {
  const lines = Object.entries({
    host: new URL(gateway.endpoint).host,
    ...headers,
    'content-length': String(body.length),
    connection: 'close',
  });
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const answer = await rawAnswer(gateway.endpoint, `${method} ${path} HTTP/1.1\r\n${head}\r\n${body}`);
  const code = /<Code>([^<]*)|"__type":"([^"]*)/.exec(answer);
  return `${answer.slice(9, 12)} ${code?.[1] ?? code?.[2] ?? ''}`.trim();
}
const change = (headers: Record<string, string>, name: string, from: string | RegExp, to: string) => ({
  ...headers,
  [name]: (headers[name] ?? '').replace(from, to),
});

test.each(kinds)('a call that is signed reaches its service: %s', async (kind) => {
  await expect(send(await signed(kind))).resolves.toMatch(/^200/);
});

function without({ headers, ...sent }: Sent, name: string): Sent {
  return { ...sent, headers: Object.fromEntries(Object.entries(headers).filter(([one]) => one !== name)) };
}

/** The modifications of a signed call, and their refusals: query, ec2, json, rest-json, rest-xml, s3. */
const flaws: [what: string, spoil: (sent: Sent) => Sent, refusals: string[]][] = [
  [
    'is not signed',
    (sent) => without(sent, 'authorization'),
    [
      '403 MissingAuthenticationToken',
      '403 MissingAuthenticationToken',
      '400 MissingAuthenticationTokenException',
      '403 AccessDenied',
      '403 AccessDenied',
      '403 AccessDenied',
    ],
  ],
  [
    'has another body',
    (sent) => ({ ...sent, body: sent.body.replace(/.$/, '!') }),
    [
      '403 SignatureDoesNotMatch',
      '401 AuthFailure',
      '400 InvalidSignatureException',
      '200',
      '200',
      '400 XAmzContentSHA256Mismatch',
    ],
  ],
  [
    'has another query string',
    (sent) => ({ ...sent, path: `${sent.path}?versionId=1` }),
    [
      '403 SignatureDoesNotMatch',
      '401 AuthFailure',
      '400 InvalidSignatureException',
      '403 InvalidSignatureException',
      '403 SignatureDoesNotMatch',
      '403 SignatureDoesNotMatch',
    ],
  ],
  [
    'has another path',
    (sent) => ({ ...sent, path: `${sent.path}x` }),
    [
      '403 SignatureDoesNotMatch',
      '401 AuthFailure',
      '400 InvalidSignatureException',
      '403 InvalidSignatureException',
      '403 SignatureDoesNotMatch',
      '403 SignatureDoesNotMatch',
    ],
  ],
  [
    'has another signed header',
    (sent) => ({ ...sent, headers: { ...sent.headers, host: 'b.localhost' } }),
    [
      '403 SignatureDoesNotMatch',
      '401 AuthFailure',
      '400 InvalidSignatureException',
      '403 InvalidSignatureException',
      '403 SignatureDoesNotMatch',
      '403 SignatureDoesNotMatch',
    ],
  ],
  [
    'has another signature',
    (sent) => ({
      ...sent,
      headers: change(sent.headers, 'authorization', /Signature=.*/, `Signature=${'0'.repeat(64)}`),
    }),
    [
      '403 SignatureDoesNotMatch',
      '401 AuthFailure',
      '400 InvalidSignatureException',
      '403 InvalidSignatureException',
      '403 SignatureDoesNotMatch',
      '403 SignatureDoesNotMatch',
    ],
  ],
  [
    'is for another region',
    (sent) => ({ ...sent, headers: change(sent.headers, 'authorization', REGION, 'us-east-1') }),
    [
      '403 SignatureDoesNotMatch',
      '401 AuthFailure',
      '400 InvalidSignatureException',
      '403 InvalidSignatureException',
      '403 SignatureDoesNotMatch',
      '403 SignatureDoesNotMatch',
    ],
  ],
  [
    'is for another day than its time',
    (sent) => ({ ...sent, headers: change(sent.headers, 'authorization', /\/\d{8}\//, '/20200101/') }),
    [
      '403 SignatureDoesNotMatch',
      '403 SignatureDoesNotMatch',
      '400 InvalidSignatureException',
      '403 InvalidSignatureException',
      '403 SignatureDoesNotMatch',
      '400 AuthorizationHeaderMalformed',
    ],
  ],
  [
    'has a header of AWS that is not signed',
    (sent) => ({ ...sent, headers: { ...sent.headers, 'x-amz-acl': 'public-read' } }),
    [
      '403 SignatureDoesNotMatch',
      '403 SignatureDoesNotMatch',
      '400 InvalidSignatureException',
      '403 InvalidSignatureException',
      '403 SignatureDoesNotMatch',
      '403 AccessDenied',
    ],
  ],
  [
    'does not sign its host',
    (sent) => ({ ...sent, headers: change(sent.headers, 'authorization', /host;/, '') }),
    [
      '403 SignatureDoesNotMatch',
      '403 SignatureDoesNotMatch',
      '400 InvalidSignatureException',
      '403 AccessDenied',
      '403 AccessDenied',
      '403 AccessDenied',
    ],
  ],
  [
    'says only half of its signature',
    (sent) => ({ ...sent, headers: change(sent.headers, 'authorization', /, SignedHeaders=[^,]*/, '') }),
    [
      '400 IncompleteSignature',
      '400 IncompleteSignature',
      '400 IncompleteSignatureException',
      '400 AuthorizationHeaderMalformed',
      '400 AuthorizationHeaderMalformed',
      '400 AuthorizationHeaderMalformed',
    ],
  ],
  [
    'says a part of it twice',
    (sent) => ({ ...sent, headers: change(sent.headers, 'authorization', /$/, `, Signature=${'0'.repeat(64)}`) }),
    [
      '400 IncompleteSignature',
      '400 IncompleteSignature',
      '400 IncompleteSignatureException',
      '400 AuthorizationHeaderMalformed',
      '400 AuthorizationHeaderMalformed',
      '400 AuthorizationHeaderMalformed',
    ],
  ],
  [
    'has no time',
    (sent) => without(sent, 'x-amz-date'),
    [
      '400 IncompleteSignature',
      '400 IncompleteSignature',
      '400 IncompleteSignatureException',
      '400 AuthorizationHeaderMalformed',
      '400 AuthorizationHeaderMalformed',
      '400 AuthorizationHeaderMalformed',
    ],
  ],
  [
    'is signed by version 2',
    (sent) => ({ ...sent, headers: { ...sent.headers, authorization: `AWS ${key.accessKeyId}:c2lnbmF0dXJl` } }),
    [
      '400 IncompleteSignature',
      '400 IncompleteSignature',
      '400 IncompleteSignatureException',
      '400 InvalidRequest',
      '400 InvalidRequest',
      '400 InvalidRequest',
    ],
  ],
  [
    'is signed for many regions',
    (sent) => ({
      ...sent,
      headers: change(sent.headers, 'authorization', 'AWS4-HMAC-SHA256', 'AWS4-ECDSA-P256-SHA256'),
    }),
    [
      '400 IncompleteSignature',
      '400 IncompleteSignature',
      '400 IncompleteSignatureException',
      '400 InvalidRequest',
      '400 InvalidRequest',
      '400 InvalidRequest',
    ],
  ],
  [
    'names its caller in the query string',
    (sent) => ({ ...sent, path: `${sent.path}?AWSAccessKeyId=key-of-222222222222` }),
    [
      '400 IncompleteSignature',
      '400 IncompleteSignature',
      '400 IncompleteSignatureException',
      '400 InvalidRequest',
      '400 InvalidRequest',
      '400 InvalidRequest',
    ],
  ],
  [
    'is signed in two ways',
    (sent) => ({ ...sent, path: `${sent.path}?X-Amz-Signature=${'0'.repeat(64)}` }),
    [
      '400 IncompleteSignature',
      '400 IncompleteSignature',
      '400 IncompleteSignatureException',
      '400 InvalidArgument',
      '400 InvalidArgument',
      '400 InvalidArgument',
    ],
  ],
  [
    'has a token though its key is a user’s',
    (sent) => ({
      ...sent,
      headers: {
        ...change(sent.headers, 'authorization', 'x-amz-date', 'x-amz-date;x-amz-security-token'),
        'x-amz-security-token': 'x',
      },
    }),
    [
      '403 InvalidClientTokenId',
      '401 AuthFailure',
      '400 UnrecognizedClientException',
      '403 UnrecognizedClientException',
      '403 InvalidClientTokenId',
      '400 InvalidToken',
    ],
  ],
];

test.each(flaws)(
  'a call that %s is refused in the words of its service, and moto never sees it',
  async (_what, spoil, refusals) => {
    const answers = [];
    for (const kind of kinds) answers.push(await send(spoil(await signed(kind))));
    expect(answers).toEqual(refusals);
    // The gateway queries whether it is public.
    const calls = reached.filter((call) => !call.includes('?policy'));
    expect(calls.length).toBeLessThanOrEqual(refusals.filter((refusal) => refusal === '200').length);
  },
);

/** The keys and times of signing, and their refusals. */
const signers: [what: string, more: Parameters<typeof signed>[1], refusals: string[]][] = [
  [
    'a key that was not issued',
    { credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' } },
    [
      '403 InvalidClientTokenId',
      '401 AuthFailure',
      '400 UnrecognizedClientException',
      '403 UnrecognizedClientException',
      '403 InvalidClientTokenId',
      '403 InvalidAccessKeyId',
    ],
  ],
  [
    'another secret',
    { credentials: { ...key, secretAccessKey: 'another' } },
    [
      '403 SignatureDoesNotMatch',
      '401 AuthFailure',
      '400 InvalidSignatureException',
      '403 InvalidSignatureException',
      '403 SignatureDoesNotMatch',
      '403 SignatureDoesNotMatch',
    ],
  ],
  [
    'the root key, which may call STS only',
    { credentials: { accessKeyId: ROOT_KEY, secretAccessKey: rootSecret('the-token-of-a-test') } },
    [
      '403 InvalidClientTokenId',
      '401 AuthFailure',
      '400 UnrecognizedClientException',
      '403 UnrecognizedClientException',
      '403 InvalidClientTokenId',
      '403 InvalidAccessKeyId',
    ],
  ],
  [
    'a clock that is sixteen minutes late',
    { at: new Date(Date.now() - 16 * 60_000) },
    [
      '403 SignatureDoesNotMatch',
      '400 RequestExpired',
      '400 InvalidSignatureException',
      '403 InvalidSignatureException',
      '403 SignatureDoesNotMatch',
      '403 RequestTimeTooSkewed',
    ],
  ],
  [
    'a clock that is sixteen minutes ahead',
    { at: new Date(Date.now() + 16 * 60_000) },
    [
      '403 SignatureDoesNotMatch',
      '400 RequestExpired',
      '400 InvalidSignatureException',
      '403 InvalidSignatureException',
      '403 SignatureDoesNotMatch',
      '403 RequestTimeTooSkewed',
    ],
  ],
  ['a clock that is fourteen minutes late', { at: new Date(Date.now() - 14 * 60_000) }, kinds.map(() => '200')],
  ['a clock that is fourteen minutes ahead', { at: new Date(Date.now() + 14 * 60_000) }, kinds.map(() => '200')],
];

test.each(signers)('with %s a call is answered as AWS answers it', async (_what, more, refusals) => {
  const answers = [];
  for (const kind of kinds) answers.push(await send(await signed(kind, more)));
  expect(answers).toEqual(refusals);
});

describe('a presigned URL', () => {
  const presigned = async (service: string, expiresIn = 60, signingDate = new Date(), secret = key.secretAccessKey) => {
    const { host, hostname, port } = new URL(gateway.endpoint);
    const signer = new SignatureV4({
      credentials: { ...key, secretAccessKey: secret },
      region: REGION,
      service,
      sha256,
      uriEscapePath: service !== 's3',
    });
    const path = service === 's3' ? '/bucket/a%20key' : '/';
    const query: Record<string, string> =
      service === 's3' ? { versionId: 'a b+c' } : { Action: 'GetCallerIdentity', Version: '2011-06-15' };
    const headers = { host, ...(service === 's3' && { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }) };
    const plain = new HttpRequest({
      method: 'GET',
      protocol: 'http:',
      hostname,
      port: Number(port),
      path,
      query,
      headers,
    });
    const found = await signer.presign(plain, { expiresIn, signingDate, unhoistableHeaders: new Set() });
    const search = Object.entries(found.query ?? {}).map(
      ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
    );
    return { service, method: 'GET', path: `${path}?${search.join('&')}`, headers: { host }, body: '' };
  };
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);

  test.each(['s3', 'sts'])('of %s is answered, also when it was made an hour ago for two', async (service) => {
    await expect(send(await presigned(service))).resolves.toBe('200');
    await expect(send(await presigned(service, 7200, ago(3600)))).resolves.toBe('200');
  });

  test('is refused when it has expired, is not valid yet, or is valid for more than a week', async () => {
    await expect(send(await presigned('s3', 60, ago(61)))).resolves.toBe('403 AccessDenied');
    await expect(send(await presigned('sts', 60, ago(61)))).resolves.toBe('403 SignatureDoesNotMatch');
    await expect(send(await presigned('s3', 60, ago(-3600)))).resolves.toBe('403 RequestTimeTooSkewed');
    const whole = await presigned('s3');
    const longer = { ...whole, path: whole.path.replace('X-Amz-Expires=60', 'X-Amz-Expires=604801') };
    await expect(send(longer)).resolves.toBe('400 AuthorizationHeaderMalformed');
    expect(reached).toEqual([]);
  });

  test.each([
    ['another method', (sent: Sent) => ({ ...sent, method: 'DELETE' }), '403 SignatureDoesNotMatch'],
    [
      'another key',
      (sent: Sent) => ({ ...sent, path: sent.path.replace('/a%20key', '/b') }),
      '403 SignatureDoesNotMatch',
    ],
    [
      'a longer life',
      (sent: Sent) => ({ ...sent, path: sent.path.replace('Expires=60', 'Expires=61') }),
      '403 SignatureDoesNotMatch',
    ],
    ['another parameter', (sent: Sent) => ({ ...sent, path: `${sent.path}&acl=` }), '403 SignatureDoesNotMatch'],
    [
      'a parameter of the signature twice',
      (sent: Sent) => ({ ...sent, path: `${sent.path}&X-Amz-Expires=60` }),
      '400 AuthorizationHeaderMalformed',
    ],
    [
      'a header that is not signed',
      (sent: Sent) => ({ ...sent, headers: { ...sent.headers, 'x-amz-acl': 'private' } }),
      '403 AccessDenied',
    ],
    ['bytes that are no UTF-8', (sent: Sent) => ({ ...sent, path: `${sent.path}&a=%ff` }), '403 SignatureDoesNotMatch'],
  ])('with %s is refused', async (_what, spoil, refusal) => {
    await expect(send(spoil(await presigned('s3')))).resolves.toBe(refusal);
    expect(reached).toEqual([]);
  });

  test('with another secret is refused', async () => {
    await expect(send(await presigned('s3', 60, new Date(), 'another'))).resolves.toBe('403 SignatureDoesNotMatch');
  });
});

describe('a body of S3', () => {
  const put = async (said: string, body: string) => {
    const headers = { 'x-amz-content-sha256': said };
    const signing = { service: 's3', region: REGION, credentials: key };
    const url = `${gateway.endpoint}/bucket/key`;
    return send({
      ...CALLS.s3,
      path: '/bucket/key',
      headers: await signedHeaders(url, { method: 'PUT', headers }, signing),
      body,
    });
  };

  test('that is not signed is accepted if it is declared as unsigned, and a missing or invalid declaration is refused', async () => {
    await expect(put('UNSIGNED-PAYLOAD', 'anything')).resolves.toBe('200');
    await expect(put(createHash('sha256').update('one').digest('hex'), 'one')).resolves.toBe('200');
    await expect(put(createHash('sha256').update('one').digest('hex'), 'two')).resolves.toBe(
      '400 XAmzContentSHA256Mismatch',
    );
    await expect(put('NONSENSE', 'one')).resolves.toBe('400 InvalidArgument');
    await expect(send(without(await signed('s3'), 'x-amz-content-sha256'))).resolves.toBe('400 InvalidRequest');
    expect(reached).toHaveLength(2);
  });
});
