import { GatewayForTest } from '../testing/fake-moto';

let gateway: GatewayForTest;
afterEach(() => gateway.close());

/** A moto with that many certificates and rules of a listener, and that many addresses of the account. */
const having = async (count: number) => {
  const members = (name: string, tag: string) =>
    Array.from(
      { length: count },
      (_, index) => `<${tag}><${name}>arn:${index}</${name}><IsDefault>false</IsDefault></${tag}>`,
    ).join('');
  const ofDefault = '<member><CertificateArn>arn:default</CertificateArn><IsDefault>true</IsDefault></member>';
  const passed: string[] = [];
  gateway = await GatewayForTest.before((_request, body, response) => {
    const action = new URLSearchParams(body).get('Action') ?? '';
    const result: Record<string, string> = {
      DescribeListenerCertificates: `<Certificates>${members('CertificateArn', 'member')}${ofDefault}</Certificates>`,
      DescribeRules: `<Rules>${members('RuleArn', 'member')}${ofDefault}</Rules>`,
    };
    const sets: Record<string, string> = { DescribeAddresses: 'addressesSet', DescribeVpcs: 'vpcSet' };
    const set = sets[action];
    if (set) {
      response.end(`<${action}Response><${set}>${members('id', 'item')}</${set}></${action}Response>`);
      return;
    }
    if (!(action in result)) passed.push(action);
    response.end(`<${action}Response><${action}Result>${result[action] ?? ''}</${action}Result></${action}Response>`);
  });
  return passed;
};
const certificate = { ListenerArn: 'arn:listener', 'Certificates.member.1.CertificateArn': 'arn:new' };
const rule = { ListenerArn: 'arn:listener' };

test.each([
  [25, 'elasticloadbalancing', 'AddListenerCertificates', certificate, 'TooManyCertificates'],
  [100, 'elasticloadbalancing', 'CreateRule', rule, 'TooManyRules'],
  [5, 'ec2', 'AllocateAddress', {}, 'AddressLimitExceeded'],
  [5, 'ec2', 'CreateVpc', { CidrBlock: '10.0.0.0/16' }, 'VpcLimitExceeded'],
] as const)('more than %d is refused with the code of AWS: %s %s', async (most, service, action, form, code) => {
  let passed = await having(most);
  const refused = await gateway.query(service, action, form);
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining(`<Code>${code}</Code>`)]);
  expect(passed).toEqual([]);
  await gateway.close();
  passed = await having(most - 1);
  expect((await gateway.query(service, action, form)).status).toBe(200);
  expect(passed).toEqual([action]);
});

test('a certificate that the listener has already does not count again', async () => {
  await having(25);
  const again = { ...certificate, 'Certificates.member.1.CertificateArn': 'arn:7' };
  expect((await gateway.query('elasticloadbalancing', 'AddListenerCertificates', again)).status).toBe(200);
});

test('a load balancer forwards to 100 target groups, each counted once', async () => {
  const forward = (arn: string) => `<member><Type>forward</Type><TargetGroupArn>${arn}</TargetGroupArn></member>`;
  const rules = Array.from({ length: 50 }, (_, index) => {
    const weighted = `<member><TargetGroupArn>arn:second-${index}</TargetGroupArn></member>`;
    const both = `${forward(`arn:${index}`)}<member><ForwardConfig><TargetGroups>${weighted}</TargetGroups></ForwardConfig></member>`;
    return `<member><RuleArn>arn:${index}</RuleArn><IsDefault>false</IsDefault><Actions>${both}</Actions></member>`;
  });
  gateway = await GatewayForTest.before((_request, body, response) => {
    const action = new URLSearchParams(body).get('Action') ?? '';
    response.end(
      `<${action}Response><${action}Result><Rules>${rules.join('')}</Rules></${action}Result></${action}Response>`,
    );
  });
  const createRule = (arn: string) =>
    gateway.query('elasticloadbalancing', 'CreateRule', { ...rule, 'Actions.member.1.TargetGroupArn': arn });
  expect((await createRule('arn:7')).status).toBe(200);
  const refused = await createRule('arn:new');
  expect([refused.status, await refused.text()]).toEqual([
    400,
    expect.stringContaining('TooManyUniqueTargetGroupsPerLoadBalancer'),
  ]);
});

test.each([
  [99, 200],
  [100, 400],
])('an account with %d origin access controls gets %d for one more', async (count, status) => {
  const items = '<OriginAccessControlSummary><Id>E1</Id></OriginAccessControlSummary>'.repeat(count);
  gateway = await GatewayForTest.before((_request, _body, response) =>
    response.end(`<OriginAccessControlList><Items>${items}</Items></OriginAccessControlList>`),
  );
  const config = {
    method: 'POST',
    body: '<OriginAccessControlConfig><Name>one-more</Name></OriginAccessControlConfig>',
  };
  const answer = await gateway.call('cloudfront', '/2020-05-31/origin-access-control', config);
  expect(answer.status).toBe(status);
  if (status === 400) expect(await answer.text()).toContain('TooManyOriginAccessControls');
});

test('an account has 20 policies of CloudFront of its own of each kind', async () => {
  gateway = await GatewayForTest.before();
  const create = (index: number) => {
    const config = `<ResponseHeadersPolicyConfig><Name>p${index}</Name></ResponseHeadersPolicyConfig>`;
    return gateway.call('cloudfront', '/2020-05-31/response-headers-policy', { method: 'POST', body: config });
  };
  for (let index = 0; index < 20; index += 1) expect((await create(index)).status).toBe(201);
  const refused = await create(20);
  expect([refused.status, await refused.text()]).toEqual([
    400,
    expect.stringContaining('TooManyResponseHeadersPolicies'),
  ]);
});
