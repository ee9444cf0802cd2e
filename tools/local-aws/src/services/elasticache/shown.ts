import { createHash } from 'node:crypto';
import type { Call } from '../../gateway/call';
import { element, list, text, type XmlElement } from '../../protocols/xml';
import { arn, nameIn, type Caches, type ReplicationGroup } from './state';

/** `<group>-001` is the primary (ElastiCache user guide, "Finding a replication group's endpoints"). */
export const memberNames = ({ name, nodes }: ReplicationGroup) =>
  Array.from({ length: nodes }, (_, index) => `${name}-${String(index + 1).padStart(3, '0')}`);

/** Patches are automatic: for a version without a patch, ElastiCache runs the newest. */
const actualVersion = (version: string) => (/^\d+\.\d+$/.test(version) ? `${version}.1` : version || '7.1.0');

/** ElastiCache chooses one for a group that names none. */
export const defaultWindow = 'sun:05:00-sun:06:00';

/** The zones of the nodes of a group, one after the other. */
const zonesOf = (call: Call, written: XmlElement, subnetGroups: Caches['subnetGroups']) => [
  ...(subnetGroups.get(nameIn(written, 'CacheSubnetGroupName'))?.subnets.values() ?? [`${call.region}a`]),
];

/** A group as ElastiCache describes it (API reference: ReplicationGroup). */
export function shownGroup(call: Call, group: ReplicationGroup, { subnetGroups }: Caches): XmlElement {
  const { name, written } = group;
  const value = (field: string, otherwise: string) => text(written[field]) || otherwise;
  const onOff = (field: string) => (text(written[field]) === 'true' ? 'enabled' : 'disabled');
  const members = memberNames(group);
  const zones = zonesOf(call, written, subnetGroups);
  const port = value('Port', '6379');
  const endpoint = (kind: string) => ({ Address: `${kind}.${domain(call, group)}`, Port: port });
  return {
    ReplicationGroupId: name,
    Description: text(written['ReplicationGroupDescription']),
    Status: 'available',
    MemberClusters: { ClusterId: members },
    NodeGroups: {
      NodeGroup: [
        {
          NodeGroupId: '0001',
          Status: 'available',
          PrimaryEndpoint: endpoint('master'),
          ReaderEndpoint: endpoint('replica'),
          NodeGroupMembers: {
            NodeGroupMember: members.map((member, index) => ({
              CacheClusterId: member,
              CacheNodeId: '0001',
              PreferredAvailabilityZone: zones[index % zones.length],
              CurrentRole: index === 0 ? 'primary' : 'replica',
            })),
          },
        },
      ],
    },
    AutomaticFailover: onOff('AutomaticFailoverEnabled'),
    MultiAZ: onOff('MultiAZEnabled'),
    SnapshotRetentionLimit: value('SnapshotRetentionLimit', '0'),
    SnapshotWindow: value('SnapshotWindow', '03:00-04:00'),
    ClusterEnabled: 'false',
    ClusterMode: 'disabled',
    CacheNodeType: text(written['CacheNodeType']),
    Engine: value('Engine', 'redis'),
    AuthTokenEnabled: 'false',
    ...encryption(written),
    ...(written['KmsKeyId'] === undefined ? {} : { KmsKeyId: written['KmsKeyId'] }),
    ...network(written),
    ARN: arn(call, 'replicationgroup', name),
  };
}

/** A node of a group (API reference: CacheCluster): from it the provider reads most attributes of a group. */
export function shownCluster(call: Call, group: ReplicationGroup, id: string, { subnetGroups }: Caches): XmlElement {
  const { name, written, waiting } = group;
  const zones = zonesOf(call, written, subnetGroups);
  const engine = text(written['Engine']) || 'redis';
  const version = actualVersion(text(written['EngineVersion']));
  const groups = list(element(written['SecurityGroupIds'])['SecurityGroupId']).map(text);
  return {
    CacheClusterId: id,
    ReplicationGroupId: name,
    CacheClusterStatus: 'available',
    CacheNodeType: text(written['CacheNodeType']),
    NumCacheNodes: '1',
    Engine: engine,
    EngineVersion: version,
    CacheParameterGroup: {
      CacheParameterGroupName:
        text(written['CacheParameterGroupName']) || `default.${engine}${version.slice(0, version.indexOf('.'))}`,
      ParameterApplyStatus: 'in-sync',
    },
    CacheSubnetGroupName: nameIn(written, 'CacheSubnetGroupName'),
    PreferredAvailabilityZone: zones[memberNames(group).indexOf(id) % zones.length],
    SecurityGroups: { member: groups.map((SecurityGroupId) => ({ SecurityGroupId, Status: 'active' })) },
    PreferredMaintenanceWindow: text(written['PreferredMaintenanceWindow']) || defaultWindow,
    ...(waiting && { PendingModifiedValues: waiting.values }),
    AutoMinorVersionUpgrade: text(written['AutoMinorVersionUpgrade']) || 'true',
    AuthTokenEnabled: 'false',
    ...encryption(written),
    ...network(written),
    ARN: arn(call, 'cluster', id),
  };
}

function encryption(written: XmlElement): XmlElement {
  const inTransit = text(written['TransitEncryptionEnabled']) === 'true';
  return {
    AtRestEncryptionEnabled: text(written['AtRestEncryptionEnabled']) || 'false',
    TransitEncryptionEnabled: String(inTransit),
    ...(inTransit ? { TransitEncryptionMode: text(written['TransitEncryptionMode']) || 'required' } : {}),
  };
}

const network = (written: XmlElement) => ({
  NetworkType: text(written['NetworkType']) || 'ipv4',
  IpDiscovery: text(written['IpDiscovery']) || 'ipv4',
});

function domain(call: Call, { name }: ReplicationGroup): string {
  const account = createHash('sha256').update(call.account).digest('hex').slice(0, 6);
  // "eu-west-1" is "euw1" in the names of nodes.
  const region = call.region.replace(/^(\w+)-(\w)\w*-(\d)$/, '$1$2$3');
  return `${name}.${account}.${region}.cache.amazonaws.com`;
}
