import { GatewayForTest, type Answering } from '../testing/fake-moto';

let gateway: GatewayForTest;
afterEach(() => gateway.close());

const saying =
  (answer: (body: string, url: string) => string): Answering =>
  (request, body, response) =>
    response.end(answer(body, request.url ?? ''));

const action = (name: string, inner: string) =>
  `<${name}Response><${name}Result>${inner}</${name}Result></${name}Response>`;

test('the certificates of an account are listed as summaries', async () => {
  const detail = {
    CertificateArn: 'arn:aws:acm:eu-west-1:111111111111:certificate/1',
    DomainName: 'example.com',
    SubjectAlternativeNames: ['example.com'],
    KeyUsages: [{ Name: 'DIGITAL_SIGNATURE' }],
    DomainValidationOptions: [],
  };
  gateway = await GatewayForTest.before(saying(() => JSON.stringify({ CertificateSummaryList: [detail] })));
  await expect((await gateway.json('acm', 'ListCertificates', {})).json()).resolves.toEqual({
    CertificateSummaryList: [
      {
        CertificateArn: detail.CertificateArn,
        DomainName: 'example.com',
        SubjectAlternativeNameSummaries: ['example.com'],
        HasAdditionalSubjectAlternativeNames: false,
        KeyUsages: ['DIGITAL_SIGNATURE'],
        ExtendedKeyUsages: [],
      },
    ],
  });
});

test('a trail without Insights has no selectors to return', async () => {
  gateway = await GatewayForTest.before(saying(() => JSON.stringify({ TrailARN: 'arn', InsightSelectors: [] })));
  const code = async (fields: object) =>
    ((await (await gateway.json('cloudtrail', 'GetInsightSelectors', fields)).json()) as { __type: string }).__type;
  await expect(code({})).resolves.toContain('InvalidParameterCombinationException');
  await expect(code({ TrailName: 'account' })).resolves.toContain('InsightNotEnabledException');
});

test('a certificate with validation by mail is refused', async () => {
  gateway = await GatewayForTest.before(saying(() => '{}'));
  const asked = { DomainName: 'example.com', ValidationMethod: 'EMAIL' };
  await expect((await gateway.json('acm', 'RequestCertificate', asked)).text()).resolves.toContain(
    'does not validate certificates by EMAIL. Set ValidationMethod to DNS.',
  );
});

test('an origin access control is deleted only in the named version', async () => {
  gateway = await GatewayForTest.before((request, _body, response) => {
    response.setHeader('etag', 'E1');
    response.end(request.method === 'GET' ? '<OriginAccessControl/>' : '');
  });
  const path = '/2020-05-31/origin-access-control/O1';
  const status = async (headers: Record<string, string>) =>
    (await gateway.call('cloudfront', path, { method: 'DELETE', headers })).status;
  await expect(status({})).resolves.toBe(400);
  await expect(status({ 'if-match': 'E0' })).resolves.toBe(412);
  await expect(status({ 'if-match': 'E1' })).resolves.toBe(200);
});

test('as many instances are run as the maximum allows', async () => {
  const asked: string[] = [];
  gateway = await GatewayForTest.before(saying((body) => (asked.push(body), '<RunInstancesResponse/>')));
  await gateway.query('ec2', 'RunInstances', { ImageId: 'ami-1', MinCount: '1', MaxCount: '3' });
  expect(asked.at(-1)).toContain('MinCount=3');
});

test('the policy of a key needs no name, and is returned with it', async () => {
  const asked: string[] = [];
  gateway = await GatewayForTest.before(saying((body) => (asked.push(body), JSON.stringify({ Policy: '{}' }))));
  const answer = await gateway.json('kms', 'GetKeyPolicy', { KeyId: 'k' });
  await expect(answer.json()).resolves.toEqual({ Policy: '{}', PolicyName: 'default' });
  expect(asked).toEqual([JSON.stringify({ KeyId: 'k', PolicyName: 'default' })]);
});

test('a key returns the date of its next rotation', async () => {
  gateway = await GatewayForTest.before(saying(() => JSON.stringify({ KeyRotationEnabled: true })));
  const answer = await gateway.json('kms', 'GetKeyRotationStatus', { KeyId: 'k' });
  await expect(answer.json()).resolves.toMatchObject({
    KeyId: 'arn:aws:kms:eu-west-1:111111111111:key/k',
    RotationPeriodInDays: 365,
    NextRotationDate: expect.any(Number) as number,
  });
});

test('a bucket returns whether its policy is public, and its request payer; sub-resources that moto does not know are refused', async () => {
  const open = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] });
  gateway = await GatewayForTest.before(saying(() => open));
  const ask = async (part: string) => (await gateway.call('s3', `/bucket?${part}`)).text();
  await expect(ask('policyStatus')).resolves.toContain('<IsPublic>true</IsPublic>');
  await expect(ask('requestPayment')).resolves.toContain('<Payer>BucketOwner</Payer>');
  await expect(ask('metadataTable')).resolves.toContain('does not know ?metadataTable of the bucket bucket');
});

test('an HTTP listener has no TLS policy, and an HTTPS one has no client certificates', async () => {
  const listener = (protocol: string) =>
    `<member><Protocol>${protocol}</Protocol><SslPolicy>ELBSecurityPolicy-2016-08</SslPolicy></member>`;
  const both = `<Listeners>${listener('HTTP')}${listener('HTTPS')}</Listeners>`;
  gateway = await GatewayForTest.before(saying(() => action('DescribeListeners', both)));
  await expect((await gateway.query('elasticloadbalancing', 'DescribeListeners')).text()).resolves.toContain(
    '<member><Protocol>HTTP</Protocol></member><member><Protocol>HTTPS</Protocol>' +
      '<SslPolicy>ELBSecurityPolicy-2016-08</SslPolicy><MutualAuthentication><Mode>off</Mode></MutualAuthentication></member>',
  );
});

test('a rule returns its hosts and its target in both forms', async () => {
  const condition =
    '<member><Field>host-header</Field><HostHeaderConfig><Values><member>a.com</member></Values></HostHeaderConfig></member>';
  const forward = '<member><Type>forward</Type><TargetGroupArn>arn:web</TargetGroupArn></member>';
  const rule = `<Rules><member><Conditions>${condition}</Conditions><Actions>${forward}</Actions></member></Rules>`;
  gateway = await GatewayForTest.before(saying(() => action('DescribeRules', rule)));
  const told = await (await gateway.query('elasticloadbalancing', 'DescribeRules')).text();
  expect(told).toContain('</HostHeaderConfig><Values><member>a.com</member></Values>');
  expect(told).toContain(
    '<ForwardConfig><TargetGroups><member><TargetGroupArn>arn:web</TargetGroupArn><Weight>1</Weight></member></TargetGroups>',
  );
});

test('a load balancer is internet-facing by default', async () => {
  const two =
    '<LoadBalancers><member><LoadBalancerName>web</LoadBalancerName></member><member><Scheme>internal</Scheme></member></LoadBalancers>';
  gateway = await GatewayForTest.before(saying(() => action('DescribeLoadBalancers', two)));
  const told = await (await gateway.query('elasticloadbalancing', 'DescribeLoadBalancers')).text();
  expect(told.match(/<Scheme>[^<]+/g)).toEqual(['<Scheme>internet-facing', '<Scheme>internal']);
});

test('only the requested trails are returned', async () => {
  const trailList = [
    { Name: 'a', TrailARN: 'arn:a' },
    { Name: 'b', TrailARN: 'arn:b' },
  ];
  gateway = await GatewayForTest.before(saying(() => JSON.stringify({ trailList })));
  const names = async (trailNameList: string[]) => {
    const answer = await gateway.json('cloudtrail', 'DescribeTrails', { trailNameList });
    return ((await answer.json()) as { trailList: { Name: string }[] }).trailList.map(({ Name }) => Name);
  };
  await expect(names(['arn:b'])).resolves.toEqual(['b']);
  await expect(names(['c'])).resolves.toEqual([]);
  await expect(names([])).resolves.toEqual(['a', 'b']);
});

test('a document runs on all platforms', async () => {
  const Document = { Name: 'd', PlatformTypes: ['Not Implemented (moto)'] };
  gateway = await GatewayForTest.before(saying(() => JSON.stringify({ Document })));
  await expect((await gateway.json('ssm', 'DescribeDocument', { Name: 'd' })).json()).resolves.toEqual({
    Document: { Name: 'd', PlatformTypes: ['Windows', 'Linux', 'MacOS'] },
  });
});

test('a list of distributions has the written configuration of each', async () => {
  const made = '<Distribution><Id>E1</Id></Distribution>';
  const listed =
    '<DistributionList><Items><DistributionSummary><Id>E1</Id></DistributionSummary></Items></DistributionList>';
  gateway = await GatewayForTest.before((request, _body, response) =>
    response.end(request.method === 'POST' ? made : listed),
  );
  const body =
    '<DistributionConfig><Comment>content</Comment><Enabled>true</Enabled><Aliases><Quantity>0</Quantity></Aliases></DistributionConfig>';
  await gateway.call('cloudfront', '/2020-05-31/distribution', { method: 'POST', body });
  const told = await (await gateway.call('cloudfront', '/2020-05-31/distribution')).text();
  for (const part of ['<Comment>content</Comment>', '<HttpVersion>http2</HttpVersion>', '<Staging>false</Staging>']) {
    expect(told).toContain(part);
  }
});

test('a refusal of moto that is JSON is returned in the protocol of its call', async () => {
  gateway = await GatewayForTest.before((_request, _body, response) => {
    response.writeHead(400);
    response.end('{"__type": "InvalidToken", "message": "Invalid Token: Invalid token"}');
  });
  const refused = await gateway.query('iam', 'ListRoles');
  expect(refused.status).toBe(400);
  await expect(refused.text()).resolves.toContain('<Code>InvalidToken</Code>');
});
