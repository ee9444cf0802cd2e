import { fakeApp, stackJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { assertNoCollisions } from './collisions';

type Values = Readonly<Record<string, unknown>>;

/** What is said of a plan that replaces one object. */
async function said(
  address: string,
  before: Values,
  after: Values,
  { actions = ['create', 'delete'], reason, paths }: { actions?: string[]; reason?: string; paths?: string[][] } = {},
): Promise<string> {
  const change = { actions, before, after, ...(paths && { replace_paths: paths }) };
  const shown = { resource_changes: [{ address, type: address.split('.')[0], change }] };
  const script = `cat <<'END'\n${JSON.stringify(shown)}\nEND`;
  const app = fakeApp(fakeSession(fakeS3(new Map()).client), { json: stackJson('compute'), script });
  return assertNoCollisions(app, [{ address, action: 'replace', reason }]).then(
    () => 'goes on',
    (error: Error) =>
      error.message.replaceAll(app.folder.path, 'folder').replaceAll(app.context.installation.program, 'terraform'),
  );
}

const target = 'aws_lb_target_group.targets';
const whole =
  'The plan of compute would make each of these beside the one that it replaces, under the same name, of which AWS takes only one; ' +
  'nothing was touched:\n';

test('a tainted object that keeps its name is refused, with the command that keeps it', async () => {
  const values = { name: 'testing-web-1', port: 80 };
  expect(await said(target, values, values, { reason: 'tainted' })).toBe(
    `${whole}- ${target} (name testing-web-1) is tainted. To keep it as it is: cd folder && terraform untaint ${target}`,
  );
});

test('a change that replaces an object and not its name is refused, with what it is', async () => {
  expect(await said(target, { name: 'web', port: 80 }, { name: 'web', port: 81 }, { paths: [['port']] })).toBe(
    `${whole}- ${target} (name web), replaced because of port: give its successor another name, in the same change`,
  );
});

const rule = { security_group_id: 'sg-1', ip_protocol: 'tcp', from_port: 80, to_port: 80, cidr_ipv4: '0.0.0.0/0' };
const record = { zone_id: 'Z1', name: 'shop.example', type: 'A' };

test.each<[string, string, Values, Values]>([
  ['an alarm', 'aws_cloudwatch_metric_alarm.a', { alarm_name: 'a' }, { alarm_name: 'a' }],
  ['a rule of a group, by all that it says', 'aws_vpc_security_group_ingress_rule.a', rule, rule],
  [
    'a certificate on a listener',
    'aws_lb_listener_certificate.a',
    { listener_arn: 'l', certificate_arn: 'c' },
    { listener_arn: 'l', certificate_arn: 'c' },
  ],
  ['a record of a zone', 'aws_route53_record.a', record, record],
  ['a policy of a role', 'aws_iam_role_policy.a', { name: 'write', role: 'web' }, { name: 'write', role: 'web' }],
])('%s is refused too', async (_what, address, before, after) => {
  expect(await said(address, before, after)).toContain(`- ${address} (`);
});

test.each<[string, string, Values, Values]>([
  ['its name changes with it', target, { name: 'web-1' }, { name: 'web-2' }],
  [
    'its name is made by AWS',
    'aws_security_group.web',
    { name: 'web-1', name_prefix: 'web-' },
    { name_prefix: 'web-' },
  ],
  ['it has no name', 'aws_acm_certificate.web', { domain_name: 'a' }, { domain_name: 'a' }],
  ['AWS has several of one name', 'aws_emr_cluster.jobs', { name: 'jobs' }, { name: 'jobs' }],
  [
    'a rule is of another group',
    'aws_vpc_security_group_ingress_rule.a',
    rule,
    { ...rule, security_group_id: undefined },
  ],
  ['a record is of another type', 'aws_route53_record.a', record, { ...record, type: 'AAAA' }],
  ['a policy is of another role', 'aws_iam_role_policy.a', { name: 'write', role: 'web' }, { name: 'write' }],
])('a plan goes on where %s', async (_what, address, before, after) => {
  expect(await said(address, before, after)).toBe('goes on');
});

test('an object that goes before its successor comes may keep its name', async () => {
  expect(await said(target, { name: 'web' }, { name: 'web' }, { actions: ['delete', 'create'] })).toBe('goes on');
});

test('a plan that replaces nothing is not even read; one that cannot be read stops', async () => {
  const app = fakeApp(fakeSession(fakeS3(new Map()).client), {
    json: stackJson('compute'),
    script: 'echo broken >&2; exit 3',
  });
  await expect(assertNoCollisions(app, [{ address: target, action: 'update' }])).resolves.toBeUndefined();
  await expect(assertNoCollisions(app, [{ address: target, action: 'replace' }])).rejects.toThrow(
    'The plan of compute cannot be read: broken',
  );
});
