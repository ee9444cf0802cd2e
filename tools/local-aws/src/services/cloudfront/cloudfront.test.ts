import { GatewayForTest } from '../../testing/fake-moto';

let gateway: GatewayForTest;
afterEach(() => gateway.close());

const BASE = '/2020-05-31';
const call = (method: string, path: string, body?: string, headers: Record<string, string> = {}) =>
  gateway.call('cloudfront', `${BASE}${path}`, { method, headers, ...(body === undefined ? {} : { body }) });

const policy = (name: string) =>
  `<CachePolicyConfig xmlns="urn:x"><Name>${name}</Name><MinTTL>1</MinTTL></CachePolicyConfig>`;

describe('policies', () => {
  beforeEach(async () => {
    gateway = await GatewayForTest.before();
  });

  test('one is returned as it was written, with its version', async () => {
    const created = await call('POST', '/cache-policy', policy('a'));
    expect(created.status).toBe(201);
    const id = /<Id>([^<]+)/.exec(await created.text())?.[1];
    const read = await call('GET', `/cache-policy/${id}`);
    expect(read.headers.get('etag')).toBe(created.headers.get('etag'));
    await expect(read.text()).resolves.toContain(
      '<CachePolicyConfig><Name>a</Name><MinTTL>1</MinTTL></CachePolicyConfig>',
    );
  });

  test('changing one requires its present version', async () => {
    const created = await call('POST', '/cache-policy', policy('a'));
    const etag = created.headers.get('etag') ?? '';
    const path = `/cache-policy/${/<Id>([^<]+)/.exec(await created.text())?.[1]}`;
    const missing = await call('PUT', path, policy('a'));
    expect(missing.status).toBe(400);
    await expect(missing.text()).resolves.toContain('The If-Match version is missing or not valid for the resource.');
    const stale = await call('DELETE', path, undefined, { 'if-match': 'E0' });
    expect(stale.status).toBe(412);
    await expect(stale.text()).resolves.toContain(
      'The precondition in one or more of the request fields evaluated to false.',
    );
    const updated = await call('PUT', path, policy('b'), { 'if-match': etag });
    expect(updated.status).toBe(200);
    const next = updated.headers.get('etag') ?? '';
    expect((await call('DELETE', path, undefined, { 'if-match': next })).status).toBe(204);
    const gone = await call('GET', path);
    expect(gone.status).toBe(404);
    await expect(gone.text()).resolves.toMatch(/<Code>NoSuchCachePolicy<.*The cache-policy .* does not exist\./);
  });

  test('two of one name are refused', async () => {
    await call('POST', '/cache-policy', policy('a'));
    const second = await call('POST', '/cache-policy', policy('a'));
    expect(second.status).toBe(409);
    await expect(second.text()).resolves.toContain('A cache-policy named a already exists.');
  });

  test('the policies of AWS are known by their ids', async () => {
    const read = await call('GET', '/cache-policy/658327ea-f89d-4fab-a63d-7e88639e58f6');
    await expect(read.text()).resolves.toContain('<Name>Managed-CachingOptimized</Name>');
    const listed = await (await call('GET', '/cache-policy?Type=managed')).text();
    expect(listed).toContain('<Type>managed</Type>');
  });
});

describe('functions', () => {
  beforeEach(async () => {
    gateway = await GatewayForTest.before();
  });
  const request = (kind: string) =>
    `<${kind}FunctionRequest><Name>f</Name><FunctionConfig><Runtime>cloudfront-js-2.0</Runtime></FunctionConfig>` +
    `<FunctionCode>${Buffer.from('code').toString('base64')}</FunctionCode></${kind}FunctionRequest>`;

  test('one is live once it is published, and returns its code', async () => {
    const created = await call('POST', '/function', request('Create'));
    const etag = created.headers.get('etag') ?? '';
    const before = await call('GET', '/function/f/describe?Stage=LIVE');
    expect(before.status).toBe(404);
    await expect(before.text()).resolves.toContain('The function has no live version.');
    await call('POST', '/function/f/publish', '', { 'if-match': etag });
    await expect((await call('GET', '/function/f/describe?Stage=LIVE')).text()).resolves.toContain(
      '<Stage>LIVE</Stage>',
    );
    await expect((await call('GET', '/function/f?Stage=LIVE')).text()).resolves.toBe('code');
  });

  test('a second of that name, and one that does not exist, are refused', async () => {
    await call('POST', '/function', request('Create'));
    await expect((await call('POST', '/function', request('Create'))).text()).resolves.toContain(
      'The function f exists.',
    );
    await expect((await call('GET', '/function/g')).text()).resolves.toContain('The function g does not exist.');
  });
});

describe('distributions', () => {
  beforeEach(async () => {
    gateway = await GatewayForTest.before((_request, _body, response) => {
      response.setHeader('etag', 'E1');
      response.end(
        '<Distribution xmlns="urn:x"><Id>D1</Id><ARN>arn:aws:cloudfront:111111111111:distribution/D1</ARN>' +
          '<DistributionConfig><ForwardedValues>moto</ForwardedValues></DistributionConfig></Distribution>',
      );
    });
  });
  const config = (enabled: boolean) =>
    `<DistributionConfig xmlns="urn:x"><CallerReference>r</CallerReference><Enabled>${enabled}</Enabled></DistributionConfig>`;

  test('one is returned as it was written, with the defaults of AWS and an ARN in the form of AWS', async () => {
    await call('POST', '/distribution', config(true));
    const read = await (await call('GET', '/distribution/D1')).text();
    expect(read).toContain('<ARN>arn:aws:cloudfront::111111111111:distribution/D1</ARN>');
    expect(read).toContain('<CallerReference>r</CallerReference><Enabled>true</Enabled>');
    expect(read).toContain('<OriginGroups><Quantity>0</Quantity></OriginGroups>');
    expect(read).not.toContain('ForwardedValues');
  });

  test('one that is enabled is not deleted', async () => {
    await call('POST', '/distribution', config(true));
    const refused = await call('DELETE', '/distribution/D1', undefined, { 'if-match': 'E1' });
    expect(refused.status).toBe(409);
    await expect(refused.text()).resolves.toContain(
      'The distribution D1 you are trying to delete has not been disabled.',
    );
    await call('PUT', '/distribution/D1/config', config(false), { 'if-match': 'E1' });
    expect((await call('DELETE', '/distribution/D1', undefined, { 'if-match': 'E1' })).status).toBe(200);
  });

  test('a monitoring subscription is returned until it is deleted', async () => {
    const path = '/distributions/D1/monitoring-subscription';
    await call('POST', path, '<MonitoringSubscription><A>1</A></MonitoringSubscription>');
    await expect((await call('GET', path)).text()).resolves.toContain('<A>1</A>');
    await call('DELETE', path);
    await expect((await call('GET', path)).text()).resolves.toContain(
      'Distribution D1 has no monitoring subscription.',
    );
  });
});
