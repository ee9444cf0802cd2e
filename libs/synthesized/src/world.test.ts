import { environment } from '@malinshopper/environments';
import { madeUpStack } from './testing/made-up-stack';
import { addressesIn, wholeReference } from './reference';
import { Stack } from './stack';
import { World } from './world';

const reads = (key: string, from = 'data') => ({
  data: { terraform_remote_state: { [from]: { backend: 's3', config: { key } } } },
});
const data = new Stack(
  madeUpStack(
    { aws_security_group: { database: { name: 'db' } }, aws_kms_key: { key: {} } },
    { output: { group: { value: '${aws_security_group.database.id}' }, port: { value: '3306' } } },
  ),
);
const compute = new Stack(
  madeUpStack(
    {
      aws_vpc_security_group_ingress_rule: {
        rule: {
          security_group_id: '${data.terraform_remote_state.data.outputs.group}',
          from_port: '${data.terraform_remote_state.data.outputs.port}',
        },
      },
      aws_launch_template: { web: { user_data: '${base64gzip(local.script)}', provider: 'aws.us_east_1' } },
      aws_sns_topic: { told: { depends_on: ['aws_launch_template.web'], name: '${aws_launch_template.web.id}-told' } },
    },
    {
      ...reads('production/data.tfstate'),
      locals: { script: 'echo ${data.terraform_remote_state.data.outputs.port}' },
    },
    'production/compute.tfstate',
  ),
);
const world = new World(environment('production'), [data, compute]);
const [rule] = world.resources('aws_vpc_security_group_ingress_rule');
const [topic] = world.resources('aws_sns_topic');

test('a value is resolved through a contract to its source', () => {
  expect(world.resolve(rule!.config['from_port'], compute)).toBe('3306');
});

test('a value that only AWS knows stays a reference', () => {
  expect(world.resolve(rule!.config['security_group_id'], compute)).toBe('${aws_security_group.database.id}');
});

test('a resource is found through a contract, and so are its references from another app', () => {
  const [group] = world.targets(rule!.config['security_group_id'], compute);
  expect(group?.address).toBe('aws_security_group.database');
  expect(world.thatName(group!).map(({ address }) => address)).toEqual(['aws_vpc_security_group_ingress_rule.rule']);
});

test('a reference is found in the middle of a text and behind a local value', () => {
  expect(world.namedBy(topic!).map(({ address }) => address)).toEqual(['aws_launch_template.web']);
  expect(world.resolve('${local.script}', compute)).toContain('echo');
});

test('a dependency of a resource is not a reference', () => {
  const waits = new Stack(madeUpStack({ aws_kms_key: { a: {}, b: { depends_on: ['aws_kms_key.a'] } } }));
  const [a] = new World(environment('production'), [waits]).resources('aws_kms_key');
  expect(new World(environment('production'), [waits]).thatName(a!)).toEqual([]);
});

test('a resource is in the region of its provider', () => {
  expect(world.resources('aws_launch_template')[0]?.region).toBe('us-east-1');
  expect(rule!.region).toBe('eu-west-1');
});

test("a host's resources are read, and not checked", () => {
  const branch = new World(environment('production'), [compute], [data]);
  expect(branch.resources('aws_kms_key')).toEqual([]);
  expect(branch.targets('${data.terraform_remote_state.data.outputs.group}', compute)).toHaveLength(1);
});

test('a contract without a stack resolves to nothing, and throws nothing', () => {
  const alone = new World(environment('production'), [compute]);
  expect(alone.targets(rule!.config, compute)).toEqual([]);
  expect(alone.resolve(rule!.config['from_port'], compute)).toBe(rule!.config['from_port']);
});

test('references are read as Terraform reads them, and plain text is none', () => {
  expect(wholeReference('${data.terraform_remote_state.data.outputs.groupNames.web}')).toEqual({
    address: 'data.terraform_remote_state.data',
    rest: ['outputs', 'groupNames', 'web'],
  });
  expect(wholeReference('${aws_db_instance.server.master_user_secret[0].secret_arn}')?.rest).toEqual([
    'master_user_secret',
    '0',
    'secret_arn',
  ]);
  expect(wholeReference('${one([for o in aws_acm_certificate.c.options : o.name])}')).toBeUndefined();
  expect(wholeReference('aws_vpc.main.id')).toBeUndefined();
  expect(addressesIn({ a: ['x ${aws_vpc.main.id} ${sensitive(local.b)}', 'aws_vpc.other'] })).toEqual([
    { address: 'aws_vpc.main', rest: ['id'] },
    { address: 'local.b', rest: [] },
  ]);
});
