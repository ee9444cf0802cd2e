import { ownerOfAccount } from '../../../account';
import type { EmbeddedCredentials } from '../../../credentials';
import { embeddedEndpoint } from '../../../address';
import type { Place } from '../deployment';
import type { S3Revision } from '../application';
import type { Aws, FleetInstance } from './aws';
import { sessionOf, userDataOf } from './instance-data';
import { plainQuery } from './plain-query';

/**
 * Half of the lifetime of a session: EC2 gives an instance a new one before the old one ends (EC2 user guide, "Retrieve
 * security credentials").
 */
const SESSION_MS = 30 * 60 * 1000;

/**
 * The rest of the embedded AWS, through the AWS SDK and the gateway's own address, as the owner of the account. The SDK
 * is loaded at the first deployment, so that a daemon without deployments starts no slower.
 */
export async function sdkAws(place: Place): Promise<Aws> {
  const [scaling, balancing, cloudwatch, s3, sns] = await Promise.all([
    import('@aws-sdk/client-auto-scaling'),
    import('@aws-sdk/client-elastic-load-balancing-v2'),
    import('@aws-sdk/client-cloudwatch'),
    import('@aws-sdk/client-s3'),
    import('@aws-sdk/client-sns'),
  ]);
  const credentials = ownerOfAccount(place.account);
  const at = { region: place.region, endpoint: embeddedEndpoint(), credentials };
  const groups = new scaling.AutoScalingClient(at);
  const balancer = new balancing.ElasticLoadBalancingV2Client(at);
  const alarms = new cloudwatch.CloudWatchClient(at);
  const topics = new sns.SNSClient(at);
  const query = plainQuery(place, credentials);

  /**
   * The credentials of an instance: a session of its role, or of the account's owner if it has none. A role is
   * permanent, its sessions are not.
   */
  const sessions = new Map<string, { readonly since: number; readonly session: Promise<EmbeddedCredentials> }>();
  const sessionFor = (instanceId: string): Promise<EmbeddedCredentials> => {
    const known = sessions.get(instanceId);
    if (known && Date.now() - known.since < SESSION_MS) return known.session;
    const session = found(instanceId);
    sessions.set(instanceId, { since: Date.now(), session });
    session.catch(() => sessions.delete(instanceId));
    return session;
  };
  const found = async (instanceId: string): Promise<EmbeddedCredentials> => {
    const asked = new scaling.DescribeAutoScalingInstancesCommand({ InstanceIds: [instanceId] });
    const { LaunchTemplate } = (await groups.send(asked)).AutoScalingInstances?.[0] ?? {};
    if (!LaunchTemplate?.LaunchTemplateId) return credentials();
    const template = { id: LaunchTemplate.LaunchTemplateId, version: LaunchTemplate.Version ?? '$Default' };
    return (await sessionOf(query, template, instanceId)) ?? credentials();
  };

  return {
    async instances() {
      const found: FleetInstance[] = [];
      for await (const page of scaling.paginateDescribeAutoScalingGroups({ client: groups }, {})) {
        for (const { AutoScalingGroupName: group = '', Instances = [] } of page.AutoScalingGroups ?? []) {
          for (const { InstanceId: id = '', LifecycleState } of Instances) {
            found.push({ id, group, inService: LifecycleState === 'InService' });
          }
        }
      }
      return found;
    },
    async targetGroup(name) {
      const { TargetGroups } = await balancer.send(new balancing.DescribeTargetGroupsCommand({ Names: [name] }));
      return TargetGroups?.[0]?.TargetGroupArn ?? '';
    },
    async register(TargetGroupArn, Id) {
      await balancer.send(new balancing.RegisterTargetsCommand({ TargetGroupArn, Targets: [{ Id }] }));
    },
    async deregister(TargetGroupArn, Id) {
      await balancer.send(new balancing.DeregisterTargetsCommand({ TargetGroupArn, Targets: [{ Id }] }));
    },
    async targetState(TargetGroupArn, Id) {
      const asked = new balancing.DescribeTargetHealthCommand({ TargetGroupArn, Targets: [{ Id }] });
      const { TargetHealthDescriptions } = await balancer.send(asked);
      return TargetHealthDescriptions?.[0]?.TargetHealth?.State ?? 'unused';
    },
    async alarming(names) {
      const AlarmTypes = ['MetricAlarm' as const, 'CompositeAlarm' as const];
      const asked = new cloudwatch.DescribeAlarmsCommand({ AlarmNames: [...names], AlarmTypes });
      const { MetricAlarms = [], CompositeAlarms = [] } = await alarms.send(asked);
      const active = [...MetricAlarms, ...CompositeAlarms].filter(({ StateValue }) => StateValue === 'ALARM');
      return active.map(({ AlarmName = '' }) => AlarmName);
    },
    async revision({ bucket: Bucket, key: Key, version, eTag }: S3Revision, instanceId) {
      const objects = new s3.S3Client({ ...at, credentials: await sessionFor(instanceId), forcePathStyle: true });
      const asked = new s3.GetObjectCommand({ Bucket, Key, ...(version && { VersionId: version }) });
      const { Body, ETag } = await objects.send(asked);
      const bytes = Buffer.from((await Body?.transformToByteArray()) ?? []);
      objects.destroy();
      requireETag({ bucket: Bucket, key: Key, ...(eTag && { eTag }) }, ETag);
      return bytes;
    },
    userData: (instanceId) => userDataOf(query, instanceId),
    async publish(TopicArn, Subject, Message) {
      await topics.send(new sns.PublishCommand({ TopicArn, Subject, Message }));
    },
    async terminate(InstanceId) {
      const asked = { InstanceId, ShouldDecrementDesiredCapacity: false };
      await groups.send(new scaling.TerminateInstanceInAutoScalingGroupCommand(asked));
    },
  };
}

/** Refuses an object with another ETag than the named one. */
export function requireETag({ bucket, key, eTag }: S3Revision, found: string | undefined): void {
  if (eTag === undefined || unquoted(eTag) === unquoted(found)) return;
  throw new Error(
    `The ETag of s3://${bucket}/${key} is ${unquoted(found)}, and the deployment is of ${unquoted(eTag)}: ` +
      'it has been written again. Deploy it again, or name its version.',
  );
}

const unquoted = (eTag = ''): string => eTag.replace(/^"|"$/g, '');
