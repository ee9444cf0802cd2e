import { GatewayForTest, type Answering } from '../testing/fake-moto';

let gateway: GatewayForTest;
afterEach(() => gateway.close());

const ACCOUNT = '111111111111';
const document = (value: object) => encodeURIComponent(JSON.stringify({ Version: '2012-10-17', ...value }));
const trusting = (principal: string) =>
  document({
    Statement: [
      principal.startsWith('arn:')
        ? { Effect: 'Allow', Principal: { Federated: principal }, Action: 'sts:AssumeRoleWithWebIdentity' }
        : { Effect: 'Allow', Principal: { Service: principal }, Action: 'sts:AssumeRole' },
    ],
  });
const allowing = (Action: string | readonly string[], Condition?: object) =>
  document({ Statement: [{ Effect: 'Allow', Action, Resource: '*', ...(Condition && { Condition }) }] });
const tagged = '<Tags><member><Key>Team</Key><Value>compute</Value></member></Tags>';
const bounded =
  '<PermissionsBoundary><PermissionsBoundaryType>Policy</PermissionsBoundaryType><PermissionsBoundaryArn>' +
  `arn:aws:iam::${ACCOUNT}:policy/account/boundary</PermissionsBoundaryArn></PermissionsBoundary>`;

/** An IAM with one role, the only policy of which a test can change, and perhaps a boundary. */
function iam(service: string, boundary?: string) {
  const role = { policy: allowing('sqs:SendMessage'), asked: 0 };
  const answers: Record<string, () => string> = {
    GetRole: () =>
      `<Role><Arn>arn:aws:iam::${ACCOUNT}:role/compute/web</Arn>${tagged}${boundary === undefined ? '' : bounded}` +
      `<AssumeRolePolicyDocument>${trusting(service)}</AssumeRolePolicyDocument></Role>`,
    ListRolePolicies: () => '<PolicyNames><member>own</member></PolicyNames>',
    GetRolePolicy: () => `<PolicyDocument>${role.policy}</PolicyDocument>`,
    ListAttachedRolePolicies: () => '<AttachedPolicies/>',
    ...(boundary !== undefined && {
      GetPolicy: () => '<Policy><DefaultVersionId>v1</DefaultVersionId></Policy>',
      GetPolicyVersion: () => `<PolicyVersion><Document>${boundary}</Document></PolicyVersion>`,
    }),
  };
  const answer: Answering = (request, body, response) => {
    const action = new URLSearchParams(body).get('Action') ?? '';
    if (action === 'GetRolePolicy') role.asked += 1;
    const result = answers[action]?.();
    // No queue and no bucket has a policy, a key or tags.
    if (
      request.method === 'GET' ||
      /^AmazonSQS\.(GetQueueAttributes|ListQueueTags)$/.test(String(request.headers['x-amz-target']))
    ) {
      response.writeHead(404);
    }
    response.end(
      result ? `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>` : 'passed',
    );
  };
  return { role, answer };
}

const init = (action: string, body: object) => ({
  method: 'POST',
  headers: { 'x-amz-target': `X.${action}` },
  body: JSON.stringify(body),
});
const QueueUrl = `http://127.0.0.1/${ACCOUNT}/work`;
const call = (action: string, body: object = { QueueUrl }) =>
  gateway.call('sqs', '/', init(action, body), ACCOUNT, 'web');

test('an instance has the permissions of its role, and no others', async () => {
  gateway = await GatewayForTest.before(iam('ec2.amazonaws.com').answer);
  await expect((await call('SendMessage')).text()).resolves.toBe('passed');
  const refused = await call('ReceiveMessage');
  expect(refused.status).toBe(400);
  await expect(refused.json()).resolves.toMatchObject({
    __type: 'AccessDeniedException',
    message:
      `User: arn:aws:sts::${ACCOUNT}:assumed-role/web/i-1 is not authorized to perform: sqs:ReceiveMessage on resource: ` +
      `arn:aws:sqs:eu-west-1:${ACCOUNT}:work because no identity-based policy allows the sqs:ReceiveMessage action`,
  });
});

const pipeline = () => iam(`arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`);

test('a pipeline is judged on its states, by the action alone in other services, and not at all if IAM has no such action', async () => {
  const { role, answer } = pipeline();
  gateway = await GatewayForTest.before(answer);
  const read = () =>
    gateway.call('s3', '/states/testing/network.tfstate', { method: 'GET' }, ACCOUNT, 'network-deploy');
  const refused = await read();
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('s3:GetObject')]);
  const describe = () => gateway.call('acm', '/', init('DescribeCertificate', {}), ACCOUNT, 'network-deploy');
  await expect((await describe()).text()).resolves.toContain(
    'deploy/i-1 is not authorized to perform: acm:DescribeCertificate because no identity-based policy allows',
  );
  const unknown = await gateway.call('acm', '/', init('Ring', {}), ACCOUNT, 'network-deploy');
  await expect(unknown.text()).resolves.not.toContain('not authorized');
  role.policy = allowing(['s3:GetObject', 'acm:Describe*'], { StringEquals: { 'aws:RequestedRegion': ['eu-west-1'] } });
  await gateway.query('iam', 'PutRolePolicy');
  expect((await read()).status).not.toBe(403);
  await expect((await describe()).text()).resolves.toBe('passed');
  expect(gateway.lines.filter((line) => line.startsWith('judged: '))).toEqual([
    'judged: on its resources, web, s3:GET /states/testing/network.tfstate',
    'judged: by its action, web, acm:DescribeCertificate',
    'judged: not judged, web, acm:Ring',
    'judged: on its resources, web, s3:GET /states/testing/network.tfstate',
    'judged: by its action, web, acm:DescribeCertificate',
  ]);
});

test('a pipeline is refused calls that AWS would make in its name, in the words of IAM', async () => {
  const { role, answer } = pipeline();
  gateway = await GatewayForTest.before(answer);
  const body = { serviceRoleArn: `arn:aws:iam::${ACCOUNT}:role/delivery/codedeploy` };
  const make = () => gateway.call('codedeploy', '/', init('CreateDeploymentGroup', body), ACCOUNT, 'deploy');
  role.policy = allowing('codedeploy:CreateDeploymentGroup');
  const refused = await make();
  expect([refused.status, await refused.text()]).toEqual([
    400,
    expect.stringMatching(
      /AccessDeniedException.*deploy\/i-1 is not authorized to perform: iam:PassRole on .*:role\/delivery/,
    ),
  ]);
  role.policy = document({
    Statement: [
      { Effect: 'Allow', Action: 'codedeploy:CreateDeploymentGroup', Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: '*',
        Condition: { StringEquals: { 'iam:PassedToService': 'codedeploy.amazonaws.com' } },
      },
    ],
  });
  await gateway.query('iam', 'PutRolePolicy');
  await expect((await make()).text()).resolves.toContain('ApplicationNameRequiredException');
});

test('a session is judged as its role, the path of which its own ARN leaves out', async () => {
  const { role, answer } = iam('ec2.amazonaws.com');
  gateway = await GatewayForTest.before(answer);
  const by = (arn: string) => allowing('sqs:SendMessage', { ArnEquals: { 'aws:PrincipalArn': arn } });
  role.policy = by(`arn:aws:iam::${ACCOUNT}:role/compute/web`);
  expect((await call('SendMessage')).status).toBe(200);
  role.policy = by(`arn:aws:iam::${ACCOUNT}:role/web`);
  await gateway.query('iam', 'PutRolePolicy');
  expect((await call('SendMessage')).status).toBe(400);
});

test('a session has the tags of its role', async () => {
  const { role, answer } = iam('ec2.amazonaws.com');
  gateway = await GatewayForTest.before(answer);
  const ofTeam = (team: string) => allowing('sqs:SendMessage', { StringEquals: { 'aws:PrincipalTag/Team': team } });
  role.policy = ofTeam('compute');
  expect((await call('SendMessage')).status).toBe(200);
  role.policy = ofTeam('data');
  await gateway.query('iam', 'PutRolePolicy');
  expect((await call('SendMessage')).status).toBe(400);
});

test('an instance has no permissions beyond the boundary of its role', async () => {
  gateway = await GatewayForTest.before(iam('ec2.amazonaws.com', allowing('sqs:ReceiveMessage')).answer);
  const refused = (await (await call('SendMessage')).json()) as { message: string };
  expect(refused.message).toContain('because no permissions boundary allows the sqs:SendMessage action');
  await gateway.close();
  gateway = await GatewayForTest.before(iam('ec2.amazonaws.com', allowing('sqs:SendMessage')).answer);
  expect((await call('SendMessage')).status).toBe(200);
});

test('a boundary that does not exist any more allows nothing', async () => {
  gateway = await GatewayForTest.before(iam('ec2.amazonaws.com', '').answer);
  const refused = (await (await call('SendMessage')).json()) as { message: string };
  expect(refused.message).toContain('because no permissions boundary allows the sqs:SendMessage action');
});

test('a role that instances do not assume is not judged', async () => {
  gateway = await GatewayForTest.before(iam('codedeploy.amazonaws.com').answer);
  await expect((await call('DeleteQueue')).text()).resolves.toBe('passed');
});

test('a session of a role that does not exist is not judged', async () => {
  gateway = await GatewayForTest.before((_request, body, response) => {
    if (body.startsWith('Action=GetRole')) response.writeHead(404);
    response.end('passed');
  });
  await expect((await call('DeleteQueue')).text()).resolves.toBe('passed');
});

test('a call with unknown permissions is refused, and the message names the place to add it', async () => {
  gateway = await GatewayForTest.before(iam('ec2.amazonaws.com').answer);
  const refused = (await (await call('PurgeQueue')).json()) as { message: string };
  expect(refused.message).toBe(
    `User: arn:aws:sts::${ACCOUNT}:assumed-role/web/i-1 is not authorized to perform: sqs:PurgeQueue, which the ` +
      'embedded AWS cannot judge: it does not know what such a call needs. ' +
      'Add it in tools/local-aws/src/enforcement/requests, or do without it in instances.',
  );
  const unknown = await gateway.call('acm', '/', init('Ring', {}), ACCOUNT, 'web');
  await expect(unknown.text()).resolves.toContain('acm:Ring, which the embedded AWS cannot judge');
});

test('policies are read once, and again after anything in IAM has changed', async () => {
  const { role, answer } = iam('ec2.amazonaws.com');
  gateway = await GatewayForTest.before(answer);
  await call('SendMessage');
  await call('SendMessage');
  expect(role.asked).toBe(1);
  role.policy = allowing('sqs:ReceiveMessage');
  await gateway.query('iam', 'PutRolePolicy');
  expect((await call('SendMessage')).status).toBe(400);
  expect((await call('ReceiveMessage')).status).toBe(200);
  expect(role.asked).toBe(2);
});

test('a refused object is not sent on', async () => {
  const { answer } = iam('ec2.amazonaws.com');
  const sent: string[] = [];
  gateway = await GatewayForTest.before((request, body, response) => {
    if (request.method === 'PUT') sent.push(body);
    answer(request, body, response);
  });
  const put = { method: 'PUT', body: 'x'.repeat(300_000) };
  const refused = await gateway.call('s3', '/content/a', put, ACCOUNT, 'web');
  expect(refused.status).toBe(403);
  await expect(refused.text()).resolves.toContain('<Code>AccessDenied</Code>');
  expect(sent).toEqual([]);
});
