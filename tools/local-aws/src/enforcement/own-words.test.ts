import { GatewayForTest, type Answering } from '../testing/fake-moto';

const ACCOUNT = '111111111111';
let gateway: GatewayForTest;
afterEach(() => gateway.close());

/** An IAM with one role of a pipeline that may change groups, and nothing else. */
const groupsOnly: Answering = (_request, body, response) => {
  const action = new URLSearchParams(body).get('Action') ?? '';
  const document = (statement: object) =>
    encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] }));
  const trust = document({ Principal: { Federated: 'arn:aws:iam::1:oidc-provider/x' }, Action: '*' });
  const own = document({ Action: 'autoscaling:UpdateAutoScalingGroup', Resource: '*' });
  const role = `<Role><Arn>arn:aws:iam::${ACCOUNT}:role/ci/deploy</Arn><AssumeRolePolicyDocument>${trust}</AssumeRolePolicyDocument></Role>`;
  const results: Readonly<Record<string, string>> = {
    GetRole: role,
    ListRolePolicies: '<PolicyNames><member>own</member></PolicyNames>',
    GetRolePolicy: `<PolicyDocument>${own}</PolicyDocument>`,
  };
  const result = results[action] ?? '';
  response.end(`<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`);
};

test('a service that refuses a forwarded call with its own message does so here too', async () => {
  gateway = await GatewayForTest.before(groupsOnly);
  const form = new URLSearchParams({ Action: 'UpdateAutoScalingGroup', 'LaunchTemplate.LaunchTemplateId': 'lt-1' });
  const refused = await gateway.call('autoscaling', '/', { method: 'POST', body: form }, ACCOUNT, 'deploy');
  expect([refused.status, await refused.text()]).toEqual([
    403,
    expect.stringContaining('<Code>AccessDenied</Code><Message>You are not authorized to use launch template: lt-1<'),
  ]);
});
