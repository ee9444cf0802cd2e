import type { Credentials } from '@aws-sdk/client-sts';
import { INSTANCE_ADDRESS, INSTANCE_HOST, INSTANCE_MAC } from './edge/protocol';
import type { Instance } from './instance';

const address = INSTANCE_ADDRESS;

const networkCard = Object.fromEntries(
  Object.entries({
    'device-number': '0',
    'interface-id': 'eni-00000000000000001',
    'local-ipv4s': address,
    mac: INSTANCE_MAC,
    'subnet-ipv4-cidr-block': '10.0.0.0/24',
    'vpc-id': 'vpc-00000000000000001',
  }).map(([name, value]) => [`network/interfaces/macs/${INSTANCE_MAC}/${name}`, value]),
);

/** The metadata of an instance in the metadata service (EC2 user guide, "Instance metadata categories"). */
export function metadataOf(instance: Instance, credentials: Credentials): Record<string, string> {
  const { id, region, zone, type, imageId, account, iamRole, tags } = instance;
  const hostname = `${INSTANCE_HOST}.${region}.compute.internal`;
  const about: Record<string, string> = {
    'ami-id': imageId,
    'ami-launch-index': '0',
    hostname,
    'local-hostname': hostname,
    'local-ipv4': address,
    'instance-id': id,
    'instance-type': type,
    mac: INSTANCE_MAC,
    ...networkCard,
    'placement/availability-zone': zone,
    'placement/region': region,
    'services/domain': 'amazonaws.com',
    'services/partition': 'aws',
    'autoscaling/target-lifecycle-state': 'InService',
    'iam/info': JSON.stringify({ Code: 'Success', InstanceProfileArn: instance.profileArn }),
    [`iam/security-credentials/${iamRole.name}`]: securityCredentials(credentials),
  };
  for (const [name, value] of Object.entries(tags)) about[`tags/instance/${name}`] = value;
  const document = {
    accountId: account,
    architecture: type.includes('g.') ? 'arm64' : 'x86_64',
    availabilityZone: zone,
    imageId,
    instanceId: id,
    instanceType: type,
    privateIp: address,
    region,
    version: '2017-09-30',
  };
  return {
    ...Object.fromEntries(Object.entries(about).map(([path, value]) => [`meta-data/${path}`, value])),
    'dynamic/instance-identity/document': JSON.stringify(document, null, 2),
  };
}

/**
 * The notice of a spot instance that is interrupted in two minutes (EC2 user guide, "Spot Instance interruption
 * notices").
 */
export const spotNotice = (at: Date): Record<string, string> => ({
  'meta-data/spot/instance-action': JSON.stringify({
    action: 'terminate',
    time: at.toISOString().replace(/\.\d+/, ''),
  }),
});

/** The signal that an interruption has become likely (EC2 user guide, "EC2 instance rebalance recommendations"). */
export const rebalanceRecommendation = (at: Date): Record<string, string> => ({
  'meta-data/events/recommendations/rebalance': JSON.stringify({ noticeTime: at.toISOString().replace(/\.\d+/, '') }),
});

function securityCredentials({ AccessKeyId, SecretAccessKey, SessionToken, Expiration }: Credentials): string {
  const time = (date: Date) => date.toISOString().replace(/\.\d+/, '');
  return JSON.stringify({
    Code: 'Success',
    LastUpdated: time(new Date()),
    Type: 'AWS-HMAC',
    AccessKeyId,
    SecretAccessKey,
    Token: SessionToken,
    Expiration: time(Expiration!),
  });
}
