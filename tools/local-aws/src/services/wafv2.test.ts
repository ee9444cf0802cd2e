import { GatewayForTest } from '../testing/fake-moto';

let gateway: GatewayForTest;
afterEach(() => gateway?.close());

/** A moto that knows one web ACL, and keeps all of its members. */
const withAcl = () =>
  GatewayForTest.before((request, body, response) => {
    const { LockToken } = JSON.parse(body) as { LockToken?: string };
    if (LockToken === 'old') {
      response.writeHead(400);
      response.end('{"__type":"WAFOptimisticLockException"}');
      return;
    }
    const acl = { Id: 'a1', Name: 'site', Description: 'Site', Rules: [{ Name: 'rate' }], Capacity: 3 };
    response.end(String(request.headers['x-amz-target']).includes('.Get') ? JSON.stringify({ WebACL: acl }) : '{}');
  });
const read = async (action: string) =>
  ((await (await gateway.json('wafv2', action, { Id: 'a1' })).json()) as { WebACL: unknown }).WebACL;

test('an update replaces all of a web ACL that can be changed, and nothing else', async () => {
  gateway = await withAcl();
  await gateway.json('wafv2', 'UpdateWebACL', { Id: 'a1', LockToken: 'new', Rules: [], DefaultAction: { Allow: {} } });
  const updated = { Id: 'a1', Name: 'site', Capacity: 3, Rules: [], DefaultAction: { Allow: {} } };
  await expect(read('GetWebACL')).resolves.toEqual(updated);
  await expect(read('GetWebACLForResource')).resolves.toEqual(updated);
});

test('an update that is refused changes nothing, and the updates are deleted with the web ACL', async () => {
  gateway = await withAcl();
  await gateway.json('wafv2', 'UpdateWebACL', { Id: 'a1', LockToken: 'old', Rules: [] });
  await expect(read('GetWebACL')).resolves.toMatchObject({ Rules: [{ Name: 'rate' }] });
  await gateway.json('wafv2', 'UpdateWebACL', { Id: 'a1', LockToken: 'new', Rules: [] });
  await gateway.json('wafv2', 'DeleteWebACL', { Id: 'a1' });
  await expect(read('GetWebACL')).resolves.toMatchObject({ Rules: [{ Name: 'rate' }] });
});
