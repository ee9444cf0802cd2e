import { GatewayForTest } from '../../testing/fake-moto';

let gateway: GatewayForTest;
afterEach(() => gateway?.close());

/** A moto that has one delivery, `d1`. */
const withDelivery = () =>
  GatewayForTest.before((request, body, response) => {
    const action = String(request.headers['x-amz-target']).split('.').at(-1);
    const { id = 'd1' } = JSON.parse(body) as { id?: string };
    if (id !== 'd1') {
      response.writeHead(400);
      response.end('{"__type":"ResourceNotFoundException"}');
      return;
    }
    const delivery = { id, recordFields: ['date'], fieldDelimiter: '', s3DeliveryConfiguration: { suffixPath: 'old' } };
    response.end(
      action === 'DescribeDeliveries'
        ? JSON.stringify({ deliveries: [delivery] })
        : JSON.stringify(action === 'GetDelivery' ? { delivery } : {}),
    );
  });

const read = async () =>
  ((await (await gateway.json('logs', 'GetDelivery', { id: 'd1' })).json()) as { delivery: unknown }).delivery;

test('an update changes the members of a delivery that it names', async () => {
  gateway = await withDelivery();
  const s3DeliveryConfiguration = { suffixPath: 'new', enableHiveCompatiblePath: true };
  await gateway.json('logs', 'UpdateDeliveryConfiguration', { id: 'd1', s3DeliveryConfiguration });
  await gateway.json('logs', 'UpdateDeliveryConfiguration', { id: 'd1', recordFields: ['date', 'time'] });
  const changed = { id: 'd1', recordFields: ['date', 'time'], fieldDelimiter: '', s3DeliveryConfiguration };
  await expect(read()).resolves.toEqual(changed);
  const all = await gateway.json('logs', 'DescribeDeliveries', {});
  await expect(all.json()).resolves.toEqual({ deliveries: [changed] });
});

test('the updates of a delivery are deleted with it', async () => {
  gateway = await withDelivery();
  await gateway.json('logs', 'UpdateDeliveryConfiguration', { id: 'd1', recordFields: ['time'] });
  await gateway.json('logs', 'DeleteDelivery', { id: 'd1' });
  await expect(read()).resolves.toMatchObject({ recordFields: ['date'] });
});

test('a delivery that does not exist cannot be changed', async () => {
  gateway = await withDelivery();
  const refused = await gateway.json('logs', 'UpdateDeliveryConfiguration', { id: 'd2' });
  expect(refused.status).toBe(400);
  await expect(refused.json()).resolves.toEqual({ __type: 'ResourceNotFoundException' });
});
