import { element, list, parseXml, text } from '../protocols/xml';
import { GatewayForTest } from '../testing/fake-moto';

const BASE = '/2013-04-01';
let gateway: GatewayForTest;

/** A moto that knows the zone Z1, which is not signed. */
beforeEach(async () => {
  gateway = await GatewayForTest.before((request, _body, response) => {
    const known = request.url?.includes('/Z1/') === true;
    response.statusCode = known ? 200 : 404;
    response.end(
      known ? '<GetDNSSECResponse/>' : '<ErrorResponse><Error><Code>NoSuchHostedZone</Code></Error></ErrorResponse>',
    );
  });
});
afterEach(() => gateway.close());

const ask = (method: string, path: string, body?: string) =>
  gateway.call('route53', `${BASE}${path}`, { method, ...(body !== undefined && { body }) });
const create = (zone = 'Z1', Status = 'ACTIVE') =>
  ask(
    'POST',
    '/keysigningkey',
    `<CreateKeySigningKeyRequest><HostedZoneId>${zone}</HostedZoneId><Name>k</Name><Status>${Status}</Status>` +
      '<KeyManagementServiceArn>arn:key</KeyManagementServiceArn></CreateKeySigningKeyRequest>',
  );
const refused = async (answer: Response, code: string) => {
  expect(answer.status).toBeGreaterThanOrEqual(400);
  await expect(answer.text()).resolves.toContain(`<Code>${code}</Code>`);
};
async function read() {
  const answer = element(parseXml(await (await ask('GET', '/hostedzone/Z1/dnssec')).text())['GetDNSSECResponse']);
  return {
    serves: text(element(answer['Status'])['ServeSignature']),
    keys: list(element(answer['KeySigningKeys'])['member']).map(element),
  };
}

test('a zone is signed with a key until signing is disabled, and then the key can be deleted', async () => {
  expect((await create()).status).toBe(201);
  await ask('POST', '/hostedzone/Z1/enable-dnssec');
  const { serves, keys } = await read();
  expect(serves).toBe('SIGNING');
  expect(keys).toEqual([expect.objectContaining({ Name: 'k', KmsArn: 'arn:key', Flag: '257', Status: 'ACTIVE' })]);
  expect(keys[0]?.['DSRecord']).toMatch(/^\d+ 13 2 [0-9A-F]{64}$/);
  await refused(await ask('POST', '/keysigningkey/Z1/k/deactivate'), 'KeySigningKeyInUse');
  await refused(await ask('DELETE', '/keysigningkey/Z1/k'), 'InvalidKeySigningKeyStatus');
  await ask('POST', '/hostedzone/Z1/disable-dnssec');
  await ask('POST', '/keysigningkey/Z1/k/deactivate');
  await ask('DELETE', '/keysigningkey/Z1/k');
  await expect(read()).resolves.toEqual({ serves: 'NOT_SIGNING', keys: [] });
});

test('a zone is not signed without an active key', async () => {
  await create('Z1', 'INACTIVE');
  await refused(await ask('POST', '/hostedzone/Z1/enable-dnssec'), 'KeySigningKeyWithActiveStatusNotFound');
  await ask('POST', '/keysigningkey/Z1/k/activate');
  expect((await ask('POST', '/hostedzone/Z1/enable-dnssec')).status).toBe(200);
});

test('a key has a unique name, and one that does not exist is not found', async () => {
  await create();
  await refused(await create(), 'KeySigningKeyAlreadyExists');
  await refused(await ask('POST', '/keysigningkey/Z1/other/activate'), 'NoSuchKeySigningKey');
});

test('a zone that does not exist has neither keys nor signatures', async () => {
  await refused(await create('Z2'), 'NoSuchHostedZone');
  await refused(await ask('POST', '/hostedzone/Z2/enable-dnssec'), 'NoSuchHostedZone');
  await refused(await ask('GET', '/hostedzone/Z2/dnssec'), 'NoSuchHostedZone');
});
