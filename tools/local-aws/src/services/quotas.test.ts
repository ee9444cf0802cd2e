import { GatewayForTest } from '../testing/fake-moto';

let gateway: GatewayForTest;
afterEach(() => gateway.close());

/** A moto whose listeners have so many certificates and rules, and whose account so many addresses. */
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
    if (action === 'DescribeAddresses') {
      response.end(
        `<DescribeAddressesResponse><addressesSet>${members('publicIp', 'item')}</addressesSet></DescribeAddressesResponse>`,
      );
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
] as const)(
  'what is more than %d is refused with the code of AWS: %s %s',
  async (most, service, action, form, code) => {
    let passed = await having(most);
    const refused = await gateway.query(service, action, form);
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining(`<Code>${code}</Code>`)]);
    expect(passed).toEqual([]);
    await gateway.close();
    passed = await having(most - 1);
    expect((await gateway.query(service, action, form)).status).toBe(200);
    expect(passed).toEqual([action]);
  },
);

test('a certificate that the listener has already is none more', async () => {
  await having(25);
  const again = { ...certificate, 'Certificates.member.1.CertificateArn': 'arn:7' };
  expect((await gateway.query('elasticloadbalancing', 'AddListenerCertificates', again)).status).toBe(200);
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
