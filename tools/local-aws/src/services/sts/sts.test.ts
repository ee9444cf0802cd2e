import type { JWTPayload } from 'jose';
import { GatewayForTest, type Answering } from '../../testing/fake-moto';
import { TokenIssuer } from '../../testing/issuer';
import { ISSUERS_VARIABLE, issuersOf, keysOf } from './issuers';

const GITHUB = 'token.actions.githubusercontent.com';
const PROVIDER = `arn:aws:iam::111111111111:oidc-provider/${GITHUB}`;
const ROLE = 'arn:aws:iam::111111111111:role/ci/data-deploy';
const job = { sub: 'repo:shop/infrastructure:environment:production-data-deploy', aud: 'sts.amazonaws.com' };
const trust = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { Federated: PROVIDER },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition: { StringEquals: { [`${GITHUB}:aud`]: job.aud, [`${GITHUB}:sub`]: job.sub } },
  },
};

/** An IAM and STS with one role and one identity provider. */
const moto: Answering = (request, body, response) => {
  const form = new URLSearchParams(body);
  const action = form.get('Action') ?? '';
  const role =
    `<Role><Arn>${ROLE}</Arn><MaxSessionDuration>3600</MaxSessionDuration>` +
    `<AssumeRolePolicyDocument>${encodeURIComponent(JSON.stringify(trust))}</AssumeRolePolicyDocument></Role>`;
  const issued = '<Credentials><AccessKeyId>data-deploy-key-of-111111111111</AccessKeyId></Credentials>';
  const found: Record<string, string | false> = {
    GetRole: form.get('RoleName') === 'data-deploy' && role,
    GetOpenIDConnectProvider:
      form.get('OpenIDConnectProviderArn') === PROVIDER &&
      `<ClientIDList><member>sts.amazonaws.com</member><member>other</member></ClientIDList>`,
    // moto assigns an unsigned call to another service.
    AssumeRole: /\/sts\/aws4_request/.test(request.headers.authorization ?? '') && issued,
    AssumeRoleWithWebIdentity: issued,
  };
  const result = found[action];
  if (!result) response.statusCode = 404;
  response.end(`<${action}Response><${action}Result>${result || ''}</${action}Result></${action}Response>`);
};

let gateway: GatewayForTest;
let gitHub: TokenIssuer;
let other: TokenIssuer;

beforeAll(async () => {
  [gateway, gitHub, other] = [
    await GatewayForTest.before(moto),
    await TokenIssuer.start(GITHUB),
    await TokenIssuer.start(GITHUB),
  ];
  process.env[ISSUERS_VARIABLE] = gitHub.variable;
});
afterEach(() => {
  process.env[ISSUERS_VARIABLE] = gitHub.variable;
});
afterAll(async () => {
  delete process.env[ISSUERS_VARIABLE];
  await Promise.all([gateway.close(), gitHub.close(), other.close()]);
});

/** The request of a job: with a token, and without a signature. */
async function asked(token: string, more: Record<string, string> = {}) {
  const form = { Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', RoleArn: ROLE, RoleSessionName: 'job' };
  const body = new URLSearchParams({ ...form, WebIdentityToken: token, ...more });
  const answer = await fetch(gateway.endpoint, { method: 'POST', body });
  return [answer.status, await answer.text()] as const;
}
const refused = (status: number, code: string, message: string | RegExp) => [
  status,
  expect.stringMatching(
    new RegExp(`<Code>${code}</Code><Message>${message instanceof RegExp ? message.source : message}`),
  ),
];

test('a job that the role trusts gets a session, with the claims of its token', async () => {
  const [status, body] = await asked(await gitHub.token(job));
  expect([status, body]).toEqual([200, expect.stringContaining('<AccessKeyId>data-deploy-key-of-111111111111<')]);
  expect(body).toContain(`<SubjectFromWebIdentityToken>${job.sub}</SubjectFromWebIdentityToken>`);
  expect(body).toContain(`<Provider>${PROVIDER}</Provider>`);
});

test('a job requests its token from GitHub, for an audience, with a secret of its own', async () => {
  const { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret } = gitHub.job({ sub: job.sub });
  const tokenFor = async (bearer: string) => {
    const answer = await fetch(`${url}&audience=sts.amazonaws.com`, { headers: { authorization: `Bearer ${bearer}` } });
    return (await answer.json()) as { value?: string };
  };
  const { value = '' } = await tokenFor(secret);
  expect((await asked(value))[0]).toBe(200);
  await expect(tokenFor('another')).resolves.toEqual({ message: expect.any(String) });
});

test.each<[string, JWTPayload]>([
  ['another environment', { ...job, sub: 'repo:shop/infrastructure:environment:production-network-deploy' }],
  ['a pull request', { ...job, sub: 'repo:shop/infrastructure:pull_request' }],
  ['another repository', { ...job, sub: job.sub.replace('shop/', 'fork/') }],
  ['an audience that the provider has, and the role does not trust', { ...job, aud: 'other' }],
])('a job of %s is not authorized', async (_, claims) => {
  const [status, body] = await asked(await gitHub.token(claims));
  expect([status, body]).toEqual(
    refused(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity'),
  );
});

test.each([
  ['a role that is not there', ROLE.replace('data', 'none')],
  ['a role under another path', ROLE.replace('/ci/', '/')],
])('%s is refused with the same message', async (_, RoleArn) => {
  const [status, body] = await asked(await gitHub.token(job), { RoleArn });
  expect([status, body]).toEqual(
    refused(403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity'),
  );
});

const ago = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;
test.each<[string, () => Promise<string>, string, RegExp]>([
  ['is none', () => Promise.resolve('x'), 'InvalidIdentityToken', /The ID Token provided is not a valid JWT/],
  [
    'is of an issuer that the account does not know',
    () => gitHub.token({ ...job, iss: 'https://example.com' }),
    'InvalidIdentityToken',
    /No OpenIDConnect provider found in your account for https:..example\.com/,
  ],
  [
    'is for an audience that the provider does not have',
    () => gitHub.token({ ...job, aud: 'api' }),
    'InvalidIdentityToken',
    /Incorrect token audience/,
  ],
  [
    'is for several audiences',
    () => gitHub.token({ ...job, aud: ['sts.amazonaws.com', 'x'] }),
    'InvalidIdentityToken',
    /Incorrect token audience/,
  ],
  [
    'is signed with a key that the issuer does not publish',
    () => other.token(job),
    'InvalidIdentityToken',
    /Couldn.{1,6}t retrieve verification key/,
  ],
  [
    'was changed after it was signed',
    async () => (await gitHub.token(job)).replace(/\.[^.]+$/, '.AAAA'),
    'InvalidIdentityToken',
    /The token is not valid/,
  ],
  [
    'has expired',
    () => gitHub.token({ ...job, exp: ago(5) }),
    'ExpiredTokenException',
    /Token expired: current date.time \d+ must be before the expiration date.time \d+/,
  ],
  [
    'never expires',
    () => gitHub.token({ ...job, exp: undefined }),
    'InvalidIdentityToken',
    /The token is not valid: missing required .{1,6}exp.{1,6} claim/,
  ],
])('a token that %s is refused', async (_, token, code, message) => {
  expect(await asked(await token())).toEqual(refused(400, code, message));
});

test('a session that is longer than the role allows is refused, and an invalid role ARN', async () => {
  const token = await gitHub.token(job);
  expect(await asked(token, { DurationSeconds: '7200' })).toEqual(refused(400, 'ValidationError', 'The requested Dur'));
  expect(await asked(token, { RoleArn: 'data-deploy' })).toEqual(refused(400, 'ValidationError', 'data-deploy is inv'));
});

test('without a stand-in of the issuer no token is verified, as if the issuer did not answer', async () => {
  delete process.env[ISSUERS_VARIABLE];
  expect(await asked(await gitHub.token(job))).toEqual(refused(400, 'InvalidIdentityToken', 'Couldn.{1,6}t retrieve'));
  process.env[ISSUERS_VARIABLE] = JSON.stringify({ [GITHUB]: gateway.endpoint });
  expect(await asked(await gitHub.token(job))).toEqual(refused(400, 'InvalidIdentityToken', 'Couldn.{1,6}t retrieve'));
});

test('only an issuer on this machine is called', async () => {
  const told = (said: string) => () => issuersOf({ [ISSUERS_VARIABLE]: said });
  expect(told('{"a.example":"https://a.example"}')).toThrow(
    /EMBEDDED_AWS_ISSUERS is JSON .*: a\.example must be on 127\.0\.0\.1/,
  );
  expect(told('{"https://a":"http://127.0.0.1:1"}')).toThrow('"https://a" is not an issuer without https://');
  expect(told('nothing')).toThrow('an object by issuer; got nothing');
  await expect(keysOf('a.example', {})).resolves.toBeUndefined();
});
