import { heeded, UNREAD } from './unread';

const reply = (unread: string, status = 200) => ({
  status,
  headers: { 'content-type': 'text/xml', [UNREAD]: unread },
  body: '<All/>',
});
const asked = (name: string) => ({ protocol: 'query' as const, name });

describe('the report of moto about unread parameters', () => {
  it('refuses a call that only reads, by the names of the parameters', () => {
    const { status, body } = heeded('iam', asked('ListPolicies'), reply('OnlyAttached,Scope'), () => undefined);
    expect(status).toBe(400);
    expect(body.toString()).toMatch(
      /NotImplementedByEmbeddedAws.*does not heed OnlyAttached, Scope of iam:ListPolicies: moto ignores it silently/,
    );
  });

  it('refuses a call that changes something, reports that it has been done, and logs it', () => {
    const lines: string[] = [];
    const { status, headers, body } = heeded('sns', asked('Subscribe'), reply('Attributes'), (line) =>
      lines.push(line),
    );
    expect([status, headers[UNREAD], lines]).toEqual([
      400,
      undefined,
      ['not heeded by moto: Attributes of sns:Subscribe'],
    ]);
    expect(body.toString()).toContain(
      'does not heed Attributes of sns:Subscribe: moto ignores it silently, and has done the rest.',
    );
  });

  it.each([
    ['the gateway heeds', 'sns', 'Subscribe', 'ReturnSubscriptionArn'],
    ['has a reason to be ignored', 'autoscaling', 'EnableMetricsCollection', 'Granularity'],
    ['has such a reason for its only value that is taken', 'acm', 'RequestCertificate', 'KeyAlgorithm'],
    ['is a token, of any action', 'ec2', 'CreateManagedPrefixList', 'ClientToken'],
    ['is answered before moto is called', 'ec2', 'DeleteVpc', 'DryRun'],
  ])('does not refuse a change because of %s', (_why, service, action, name) => {
    expect(heeded(service, asked(action), reply(name), () => undefined)).toMatchObject({ status: 200, body: '<All/>' });
  });

  it.each(['MaxItems', 'MaxResults', 'PageSize'])('is no fault of a list that is answered whole: %s', (name) => {
    expect(heeded('iam', asked('ListRoles'), reply(name), () => undefined)).toEqual({
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: '<All/>',
    });
  });

  it('refuses a token, because none has been issued', () => {
    expect(heeded('iam', asked('ListRoles'), reply('Marker'), () => undefined).status).toBe(400);
  });

  it('leaves a refusal as it is', () => {
    expect(heeded('iam', asked('GetRole'), reply('RoleName', 404), () => undefined).status).toBe(404);
  });
});
