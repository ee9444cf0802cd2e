import {
  ListTagsForResourceCommand as ListCacheTags,
  paginateDescribeCacheSubnetGroups,
  paginateDescribeReplicationGroups,
} from '@aws-sdk/client-elasticache';
import { ListQueueTagsCommand, paginateListQueues } from '@aws-sdk/client-sqs';
import type { Clients } from '../clients';
import { collect, filterAsync, type IsOurs } from './listing';

/** Queues, which report new content. */
export async function queues({ sqs: client }: Clients, isOurs: IsOurs): Promise<string[]> {
  const all = await collect(paginateListQueues({ client }, {}), (page) => page.QueueUrls);
  const ours = await filterAsync(all, async (QueueUrl) => {
    const { Tags = {} } = await client.send(new ListQueueTagsCommand({ QueueUrl }));
    return isOurs(Object.entries(Tags).map(([Key, Value]) => ({ Key, Value })));
  });
  return ours.map((url) => `queue ${url.split('/').at(-1)}`);
}

/** Caches, and their subnet groups. */
export async function caches({ elastiCache: client }: Clients, isOurs: IsOurs): Promise<string[]> {
  const [groups, subnets] = await Promise.all([
    collect(paginateDescribeReplicationGroups({ client }, {}), (page) => page.ReplicationGroups),
    collect(paginateDescribeCacheSubnetGroups({ client }, {}), (page) => page.CacheSubnetGroups),
  ]);
  const named = [
    ...groups.map(({ ARN, ReplicationGroupId }) => ({ arn: ARN, name: `cache ${ReplicationGroupId}` })),
    ...subnets.map(({ ARN, CacheSubnetGroupName }) => ({ arn: ARN, name: `cache subnets ${CacheSubnetGroupName}` })),
  ];
  const ours = await filterAsync(named, async ({ arn }) =>
    isOurs((await client.send(new ListCacheTags({ ResourceName: arn }))).TagList),
  );
  return ours.map(({ name }) => name);
}
