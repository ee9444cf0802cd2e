import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { assumeEmbeddedAccount } from '../account';
import { embeddedEndpoint } from '../address';
import { startEmbeddedAws, stopEmbeddedAws } from '../daemon';
import { Client } from '../services/in-use/testing/client';
import { namesIn, writtenActions } from '.';

const ACCOUNT = '777766665555';
let aws: Client;

beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = '4648';
  await stopEmbeddedAws();
  await startEmbeddedAws();
  aws = await Client.of(ACCOUNT);
});

afterAll(() => stopEmbeddedAws());

test(
  'every parameter of a change that nothing handles is refused by name, in the format of its protocol',
  async () => {
    const credentials = await assumeEmbeddedAccount(ACCOUNT);
    const heeded = ({ moto, gateway, ignored = {} }: (typeof writtenActions)[string]) => [
      ...namesIn(moto),
      ...namesIn(gateway),
      // One that is ignored with a certain value is refused with another.
      ...Object.keys(ignored).map((name) => name.split('=')[0]),
    ];
    const actions = Object.fromEntries(Object.entries(writtenActions).map(([action, one]) => [action, heeded(one)]));
    const input = JSON.stringify({ endpoint: embeddedEndpoint(), credentials, actions });
    const { stdout, stderr } = spawnSync('python3', [join(__dirname, 'ask_refused.py')], { encoding: 'utf8', input });
    expect(stderr).toBe('');
    const { asked, taken } = JSON.parse(stdout) as { asked: number; taken: string[] };
    expect(taken).toEqual([]);
    expect(asked).toBeGreaterThan(250);
  },
  30 * 60_000,
);

test('a parameter that AWS does not know is refused too, and nothing is done', async () => {
  const refused = await aws.ec2('CreateVpc', { CidrBlock: '10.0.0.0/16', Colour: 'blue' });
  expect([refused.status, refused.code]).toEqual([400, 'NotImplementedByEmbeddedAws']);
  expect(refused.body).toContain('does not heed Colour of ec2:CreateVpc');
  const queue = await aws.json('sqs', 'AmazonSQS.CreateQueue', { QueueName: 'try', Colour: 'blue' });
  expect(queue.body).toContain('does not heed Colour of sqs:CreateQueue');
  expect(
    (await aws.ec2('DescribeVpcs', { 'Filter.1.Name': 'cidr', 'Filter.1.Value.1': '10.0.0.0/16' })).body,
  ).not.toContain('<vpcId>');
});

test('a member of a parameter that nothing handles is refused by both names', async () => {
  const placed = await aws.ec2('RunInstances', { MinCount: '1', MaxCount: '1', 'Placement.Tenancy': 'host' });
  expect(placed.body).toContain('does not heed Placement.Tenancy of ec2:RunInstances');
  const Instances = { Ec2KeyName: 'mine', KeepJobFlowAliveWhenNoSteps: true };
  const cluster = await aws.json('elasticmapreduce', 'ElasticMapReduce.RunJobFlow', { Name: 'try', Instances });
  expect(cluster.body).toContain('does not heed Instances.Ec2KeyName=mine of elasticmapreduce:RunJobFlow');
});

test('a dry run is none', async () => {
  const dry = await aws.ec2('CreateVpc', { CidrBlock: '10.1.0.0/16', DryRun: 'true' });
  expect([dry.status, dry.code]).toEqual([412, 'DryRunOperation']);
  expect(
    (await aws.ec2('DescribeVpcs', { 'Filter.1.Name': 'cidr', 'Filter.1.Value.1': '10.1.0.0/16' })).body,
  ).not.toContain('<vpcId>');
});

test('an instance with termination protection stays until it is disabled, and has the configured credit mode', async () => {
  const ran = await aws.ec2('RunInstances', {
    ImageId: 'ami-0123456789abcdef0',
    InstanceType: 't3.micro',
    MinCount: '1',
    MaxCount: '1',
    DisableApiTermination: 'true',
  });
  const named = { 'InstanceId.1': ran.first('instanceId') };
  expect((await aws.ec2('DescribeInstanceCreditSpecifications', named)).first('cpuCredits')).toBe('unlimited');
  expect((await aws.ec2('TerminateInstances', named)).code).toBe('OperationNotPermitted');
  expect((await aws.ec2('DescribeInstances', named)).body).toContain('<name>running</name>');
  const id = ran.first('instanceId');
  await aws.ec2('ModifyInstanceAttribute', { InstanceId: id, 'DisableApiTermination.Value': 'false' });
  expect((await aws.ec2('TerminateInstances', named)).status).toBe(200);
});

test('a server gets another major version only if that is allowed', async () => {
  const DBInstanceIdentifier = 'try';
  const form = { DBInstanceIdentifier, Engine: 'mysql', EngineVersion: '8.0.41', DBInstanceClass: 'db.t4g.micro' };
  const login = { AllocatedStorage: '20', MasterUsername: 'admin', MasterUserPassword: 'not-a-secret' };
  expect((await aws.query('rds', 'CreateDBInstance', { ...form, ...login })).status).toBe(200);
  const to = (EngineVersion: string, more: Record<string, string> = {}) =>
    aws.query('rds', 'ModifyDBInstance', { DBInstanceIdentifier, EngineVersion, ApplyImmediately: 'true', ...more });
  expect((await to('8.0.42')).status).toBe(200);
  const refused = await to('8.4.5');
  expect([refused.code, refused.status]).toEqual(['InvalidParameterCombination', 400]);
  expect(refused.body).toContain('The AllowMajorVersionUpgrade flag must be present');
  expect((await to('8.4.5', { AllowMajorVersionUpgrade: 'true' })).first('EngineVersion')).toBe('8.4.5');
});

test('a server listens on another port at once, and on none that RDS refuses', async () => {
  const DBInstanceIdentifier = 'port';
  const form = { DBInstanceIdentifier, Engine: 'mysql', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '20' };
  const login = { MasterUsername: 'admin', MasterUserPassword: 'not-a-secret' };
  expect((await aws.query('rds', 'CreateDBInstance', { ...form, ...login })).status).toBe(200);
  const to = (DBPortNumber: string) => aws.query('rds', 'ModifyDBInstance', { DBInstanceIdentifier, DBPortNumber });
  expect((await to('3307')).first('Port')).toBe('3307');
  for (const port of ['1149', '65536']) expect([port, (await to(port)).code]).toEqual([port, 'InvalidParameterValue']);
  // Another change does not affect it.
  await aws.query('rds', 'ModifyDBInstance', { DBInstanceIdentifier, DeletionProtection: 'true' });
  const shown = await aws.query('rds', 'DescribeDBInstances', { DBInstanceIdentifier });
  expect(shown.body).toMatch(/<Endpoint>.*<Port>3307<\/Port>/s);
});
