import { GatewayForTest } from '../../testing/fake-moto';

let gateway: GatewayForTest;
afterEach(() => gateway?.close());

test('the tags of a VPC and of its default security group are deleted with it', async () => {
  const asked: Record<string, string>[] = [];
  gateway = await GatewayForTest.before((_request, body, response) => {
    const form = Object.fromEntries(new URLSearchParams(body.toString()));
    asked.push(form);
    const answers: Record<string, string> = {
      DescribeSecurityGroups: '<securityGroupInfo><item><groupId>sg-1</groupId></item></securityGroupInfo>',
      DescribeTags: '<tagSet><item><key>Environment</key></item><item><key>Name</key></item></tagSet>',
    };
    const action = form['Action'] ?? '';
    response.end(`<${action}Response>${answers[action] ?? ''}</${action}Response>`);
  });
  await gateway.query('ec2', 'DeleteVpc', { VpcId: 'vpc-1' });
  expect(asked.map(({ Action }) => Action)).toEqual([
    'DescribeSecurityGroups',
    'DeleteVpc',
    'DescribeTags',
    'DeleteTags',
  ]);
  expect(asked[3]).toMatchObject({
    'ResourceId.1': 'vpc-1',
    'ResourceId.2': 'sg-1',
    'Tag.1.Key': 'Environment',
    'Tag.2.Key': 'Name',
  });
});

test('the tags of a resource that could not be deleted stay', async () => {
  const asked: (string | null)[] = [];
  gateway = await GatewayForTest.before((_request, body, response) => {
    asked.push(new URLSearchParams(body.toString()).get('Action'));
    response.statusCode = 400;
    response.end('<Response><Errors><Error><Code>DependencyViolation</Code></Error></Errors></Response>');
  });
  await gateway.query('ec2', 'DeleteSubnet', { SubnetId: 'subnet-1' });
  expect(asked).toEqual(['DeleteSubnet']);
});
