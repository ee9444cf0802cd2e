import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { environment, variantOf } from '@malinshopper/environments';
import { accountKey } from '../review/account-key';
import { account } from '../testing/fake-session';
import { assertAccount, openSession } from './session';
import type { Target } from './target';

const target = (endpoint: string): Target => ({
  kind: 'embedded',
  endpoint,
  assume: async () => ({ accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' }),
});

test('the credentials of the right account pass', () => {
  expect(() => assertAccount(account, environment('testing'))).not.toThrow();
});

test('throws when the credentials are of another account, with both and the next step', () => {
  expect(() => assertAccount(account, environment('production'))).toThrow(
    'The credentials are of account 444455556666 (arn:aws:iam::444455556666:user/test), but environment production lives in ' +
      '111122223333 (production): nothing was touched. Choose the profile of production, for instance ' +
      'AWS_PROFILE=malinshopper-production.',
  );
});

test('an environment is reached in its region, and the resources that its account has once in the region of the account', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(
      /\/(\w+-\w+-\d)\/(\w+)\/aws4_request/
        .exec(request.headers.authorization ?? '')
        ?.slice(1)
        .join(' ') ?? '',
    );
    const isKms = String(request.headers['x-amz-target']).startsWith('TrentService');
    response.end(isKms ? JSON.stringify({ Mac: 'AAAA' }) : identityOf(account));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const elsewhere = variantOf(environment('staging'), { region: 'eu-central-1' });
  try {
    const session = await openSession(target(endpoint), elsewhere);
    expect([session.clients.region, session.home.region]).toEqual(['eu-central-1', 'eu-west-1']);
    expect([await session.s3InRegion.config.region(), await session.s3.config.region()]).toEqual([
      'eu-central-1',
      'eu-west-1',
    ]);
    await accountKey(session);
    expect(asked).toEqual(['eu-central-1 sts', 'eu-west-1 kms']);
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

const identityOf = ({ account: id, arn }: typeof account) =>
  '<GetCallerIdentityResponse><GetCallerIdentityResult>' +
  `<Arn>${arn}</Arn><Account>${id}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`;

test('throws when the embedded AWS does not answer', async () => {
  const server = createServer((_, response) => response.writeHead(403).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await expect(openSession(target(endpoint), environment('testing'))).rejects.toThrow(
    /^The embedded AWS at http:\/\/127\.0\.0\.1:\d+ does not answer \(.*\): start it with `npm start`\.$/,
  );
  server.close();
  server.closeAllConnections();
});

test('throws when the real AWS does not accept the credentials, with the account and how to sign in', async () => {
  // No credentials at all: the SDK finds that out by itself, without a request.
  const saved = { ...process.env };
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  Object.assign(process.env, {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  });
  try {
    await expect(openSession({ kind: 'aws' }, environment('staging'))).rejects.toThrow(
      /^AWS does not accept the credentials: .*Environment staging lives in account 444455556666 \(nonproduction\): sign in/,
    );
  } finally {
    process.env = saved;
  }
});
