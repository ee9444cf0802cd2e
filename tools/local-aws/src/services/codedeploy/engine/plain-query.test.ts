import { GatewayForTest, madeUpKey } from '../../../testing/fake-moto';
import { plainQuery } from './plain-query';

const owner = async () => ({ ...madeUpKey(), sessionToken: '' });
let gateway: GatewayForTest;
afterEach(async () => {
  delete process.env['EMBEDDED_AWS_PORT'];
  await gateway.close();
});

test('a refusal is passed on with the query', async () => {
  gateway = await GatewayForTest.before((_request, _body, response) => {
    response.writeHead(400);
    response.end('<Response><Errors><Error><Code>InvalidInstanceID.NotFound</Code></Error></Errors></Response>');
  });
  process.env['EMBEDDED_AWS_PORT'] = new URL(gateway.endpoint).port;
  const query = plainQuery({ account: '111111111111', region: 'eu-west-1' }, owner);
  await expect(query('ec2', '2016-11-15', 'DescribeInstances', {})).rejects.toThrow(
    /^ec2:DescribeInstances was refused: .*InvalidInstanceID\.NotFound/,
  );
});
