import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { DeleteAlarmsCommand, DescribeAlarmsCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import {
  AuthorizeSecurityGroupIngressCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { CreateDBSnapshotCommand, DescribeDBInstancesCommand, ModifyDBInstanceCommand } from '@aws-sdk/client-rds';
import { GetBucketPolicyCommand, ListBucketsCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { environment } from '@malinshopper/environments';
import { deployEnvironment, drift, readReviewed, repairDrift, type DriftReport } from '@malinshopper/terraform';
import { clientsOf, type Clients } from '../clients';
import { root } from '../programs';
import { closeWorld } from '../world';
import { pushed, release } from './releasing';
import { startFrom } from './testing/standing';

const minutes = 60_000;
process.env['EMBEDDED_AWS_PORT'] = '4699';
const production = environment('production');
const compared = ['apps/data', 'apps/compute'];
const key = 'a key of digests that is long enough';
let clients: Clients;
let reports: DriftReport[];

const drifted = (all: readonly DriftReport[]) => all.flatMap((one) => one.drifted);

/**
 * The automatic changes of a healthy environment: it scales, loses an instance, gets a release, is backed up and
 * patched.
 */
async function aWeek({ autoScaling, rds, cloudWatch }: Clients): Promise<void> {
  const { AutoScalingGroups = [] } = await autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
  const web = AutoScalingGroups.find(({ AutoScalingGroupName: name }) => name === 'production-web')!;
  await autoScaling.send(
    new SetDesiredCapacityCommand({
      AutoScalingGroupName: web.AutoScalingGroupName,
      DesiredCapacity: web.DesiredCapacity! + 1,
    }),
  );
  await autoScaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({
      InstanceId: web.Instances![0]!.InstanceId,
      ShouldDecrementDesiredCapacity: false,
    }),
  );
  await release('deploy', await pushed('examples/web-app', production), production.ref, '--to', 'web', '--yes');
  const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand({}));
  const { DBInstanceIdentifier } = DBInstances[0]!;
  await rds.send(new CreateDBSnapshotCommand({ DBInstanceIdentifier, DBSnapshotIdentifier: 'nightly' }));
  await rds.send(
    new ModifyDBInstanceCommand({ DBInstanceIdentifier, RotateMasterUserPassword: true, ApplyImmediately: true }),
  );
  const { MetricAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ MaxRecords: 1 }));
  await cloudWatch.send(
    new SetAlarmStateCommand({ AlarmName: MetricAlarms[0]!.AlarmName, StateValue: 'ALARM', StateReason: 'load' }),
  );
}

/** Manual changes by a person: a rule of a security group, an alarm, the policy of a bucket. */
async function byHand({ ec2, cloudWatch, s3 }: Clients): Promise<{ undoRule(): Promise<unknown> }> {
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  const { GroupId } = SecurityGroups.find(({ GroupName = '' }) => /^production-database-\d/.test(GroupName))!;
  const rule = {
    GroupId,
    IpPermissions: [{ IpProtocol: 'tcp', FromPort: 3306, ToPort: 3306, IpRanges: [{ CidrIp: '203.0.113.7/32' }] }],
  };
  await ec2.send(new AuthorizeSecurityGroupIngressCommand(rule));
  await cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: ['production-database-storage'] }));
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const Bucket = Buckets.map(({ Name }) => Name!).find((name) => name.includes('production-content'))!;
  const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  const policy = JSON.parse(Policy) as { Statement: object[] };
  policy.Statement.pop();
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(policy) }));
  return { undoRule: () => ec2.send(new RevokeSecurityGroupIngressCommand(rule)) };
}

let undoRule: () => Promise<unknown>;

beforeAll(async () => {
  await startFrom('production');
  clients = await clientsOf(production);
  await aWeek(clients);
  ({ undoRule } = await byHand(clients));
  reports = await drift('production', { projects: compared, key });
}, 90 * minutes);

afterAll(() => closeWorld());

test('drift is reported with the line of the code that differs, and nothing else is', () => {
  const found = drifted(reports).map(({ address, what, line }) => [address.split('.')[0], what, line?.split(':')[0]]);
  expect(found).toEqual([
    ['aws_cloudwatch_metric_alarm', 'gone', 'apps/data/src/database/database-alarms.ts'],
    ['aws_s3_bucket_policy', 'changed', 'apps/data/src/content/content.ts'],
    ['aws_security_group', 'changed', 'apps/data/src/database/database.ts'],
  ]);
  const [, policy, group] = drifted(reports);
  expect(policy!.differences.join('\n')).toMatch(/^\s+- .*"CdnReads"/m);
  expect(group!.differences).toEqual(['+ ingress: tcp 3306, 203.0.113.7/32']);
  expect(group!.removals.join()).toMatch(/^aws ec2 revoke-security-group-ingress --group-id sg-\w+ --ip-permissions '/);
});

test('a scaled group is expected, with its reason, and an instance, a release, a backup and a password are no drift', () => {
  expect(reports.flatMap(({ expected }) => expected.map(({ attribute }) => attribute))).toEqual(['desired_capacity']);
});

test(
  'the repair is planned for its review, a deploy by that review carries it out, and the next comparison finds nothing',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'way-back-'));
    const said = await repairDrift(['production'], reports, folder);
    expect(said).toContain('npm run deploy -- production --refresh --reviewed');
    const reviewed = readReviewed(join(folder, 'review.json'), root);
    const { apps } = await deployEnvironment('production', { projects: ['apps/data'], refresh: true, reviewed });
    expect(apps.flatMap(({ error }) => error ?? [])).toEqual([]);
    await undoRule();
    expect(drifted(await drift('production', { projects: ['apps/data'], key }))).toEqual([]);
  },
  90 * minutes,
);
