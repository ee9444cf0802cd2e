import type { Call, Operation } from '../../gateway/call';
import type { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { text, type XmlElement } from '../../protocols/xml';
import { hasBegun } from '../maintenance';
import { defaultWindow, memberNames, shownCluster, shownGroup } from './shown';
import { answering, arn, named, nameIn, type Caches, type ReplicationGroup } from './state';
import { tagsOf } from './tags';

/** API reference: CreateReplicationGroup and its sibling operations; a group has one shard (cluster mode disabled). */
export function replicationGroups(store: Store<Caches>): Record<string, Operation> {
  const find = (call: Call, name: string) => {
    const groups = store.of(call).replicationGroups;
    for (const group of groups.values()) groups.set(group.name, maintained(group));
    return named(groups, name, 'ReplicationGroupNotFoundFault', 'ReplicationGroup');
  };

  const keep = (call: Call, group: ReplicationGroup) => {
    if (text(group.written['AutomaticFailoverEnabled']) === 'true' && group.nodes < 2) {
      throw new AwsFailure(
        'InvalidParameterCombination',
        'Automatic failover requires at least two nodes: add a replica, or switch automatic failover off.',
      );
    }
    store.of(call).replicationGroups.set(group.name, group);
    return { ReplicationGroup: shownGroup(call, group, store.of(call)) };
  };
  const change = (make: (group: ReplicationGroup, form: XmlElement) => Partial<ReplicationGroup>) => {
    return (form: XmlElement, call: Call) => {
      const [group] = find(call, nameIn(form, 'ReplicationGroupId')) as [ReplicationGroup];
      return keep(call, { ...group, ...make(group, form) });
    };
  };
  const replicas = change((_group, form) => ({ nodes: 1 + Number(text(form['NewReplicaCount'])) }));

  return answering({
    CreateReplicationGroup: (form, call) => {
      const name = nameIn(form, 'ReplicationGroupId');
      const caches = store.of(call);
      if (caches.replicationGroups.has(name)) {
        throw new AwsFailure('ReplicationGroupAlreadyExists', `Replication group ${name} already exists.`);
      }
      const subnetGroup = nameIn(form, 'CacheSubnetGroupName');
      if (subnetGroup !== '')
        named(caches.subnetGroups, subnetGroup, 'CacheSubnetGroupNotFoundFault', 'Cache Subnet Group');
      caches.tags.set(arn(call, 'replicationgroup', name), tagsOf(form));
      return keep(call, { name, written: form, nodes: Number(text(form['NumCacheClusters']) || '1') });
    },
    ModifyReplicationGroup: change(modified),
    IncreaseReplicaCount: replicas,
    DecreaseReplicaCount: replicas,
    DescribeReplicationGroups: (form, call) => {
      const found = find(call, nameIn(form, 'ReplicationGroupId'));
      return { ReplicationGroups: { ReplicationGroup: found.map((group) => shownGroup(call, group, store.of(call))) } };
    },
    DescribeCacheClusters: (form, call) => {
      const groups = find(call, '');
      const all = new Map(
        groups.flatMap((group) =>
          memberNames(group).map((name) => [name, shownCluster(call, group, name, store.of(call))] as const),
        ),
      );
      const found = named(all, nameIn(form, 'CacheClusterId'), 'CacheClusterNotFound', 'CacheCluster');
      return { CacheClusters: { CacheCluster: found } };
    },
    DeleteReplicationGroup: (form, call) => {
      const [group] = find(call, nameIn(form, 'ReplicationGroupId')) as [ReplicationGroup];
      const caches = store.of(call);
      caches.replicationGroups.delete(group.name);
      caches.tags.delete(arn(call, 'replicationgroup', group.name));
      return { ReplicationGroup: { ...shownGroup(call, group, caches), Status: 'deleting' } };
    },
  });
}

/**
 * The parameters that change the nodes of a group (API reference: ModifyReplicationGroup, ApplyImmediately;
 * PendingModifiedValues of a CacheCluster).
 */
const ofNodes = ['CacheNodeType', 'EngineVersion'];

/** API reference, ApplyImmediately: without it "changes to the nodes in the replication group are applied on the next maintenance reboot". */
function modified({ written, waiting }: ReplicationGroup, form: XmlElement): Partial<ReplicationGroup> {
  const earlier = waiting?.values ?? {};
  if (text(form['ApplyImmediately']) === 'true')
    return { written: { ...written, ...earlier, ...form }, waiting: undefined };
  const asked = Object.entries(form).filter(([name]) => ofNodes.includes(name));
  const others = Object.entries(form).filter(([name]) => !ofNodes.includes(name));
  const values = Object.fromEntries(
    Object.entries({ ...earlier, ...Object.fromEntries(asked) }).filter(
      ([name, value]) => text(written[name]) !== text(value),
    ),
  );
  const isLeft = Object.keys(values).length > 0;
  return {
    written: { ...written, ...Object.fromEntries(others) },
    waiting: isLeft ? { since: Date.now(), values } : undefined,
  };
}

/** A group, with its pending changes applied if its maintenance window has come. */
function maintained(group: ReplicationGroup): ReplicationGroup {
  const { waiting, written } = group;
  if (!waiting || !hasBegun(text(written['PreferredMaintenanceWindow']) || defaultWindow, waiting.since)) return group;
  return { ...group, written: { ...written, ...waiting.values }, waiting: undefined };
}
