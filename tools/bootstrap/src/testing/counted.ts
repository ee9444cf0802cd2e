import { IAMClient, ListOpenIDConnectProvidersCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { ListHostedZonesCommand, ListReusableDelegationSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Session } from '@malinshopper/terraform';

/** Alarms on what is global, and their keys, are there (apps/account). */
const GLOBAL = 'us-east-1';

/** The number of resources of each kind in an account that must not exist twice, in the region of the session and in the global one. */
export async function counted({ clients, s3 }: Session): Promise<Record<string, number>> {
  const [iam, route53] = [new IAMClient(clients), new Route53Client(clients)];
  const regions = [clients.region, GLOBAL].map((region) => ({ ...clients, region }));
  const [buckets, providers, roles, keys, zones, sets, topics] = await Promise.all([
    s3.send(new ListBucketsCommand({})),
    iam.send(new ListOpenIDConnectProvidersCommand({})),
    iam.send(new ListRolesCommand({})),
    Promise.all(regions.map(async (region) => keysIn(new KMSClient(region)))),
    route53.send(new ListHostedZonesCommand({})),
    route53.send(new ListReusableDelegationSetsCommand({})),
    Promise.all(regions.map(async (region) => new SNSClient(region).send(new ListTopicsCommand({})))),
  ]);
  return {
    buckets: buckets.Buckets?.length ?? 0,
    providers: providers.OpenIDConnectProviderList?.length ?? 0,
    roles: roles.Roles?.filter(({ Path }) => !Path?.startsWith('/aws-')).length ?? 0,
    keys: keys.reduce((sum, count) => sum + count, 0),
    zones: zones.HostedZones?.length ?? 0,
    delegationSets: sets.DelegationSets?.length ?? 0,
    topics: topics.reduce((sum, { Topics = [] }) => sum + Topics.length, 0),
  };
}

/** Counts the customer managed keys that are enabled. AWS also lists keys that are pending deletion. */
async function keysIn(kms: KMSClient): Promise<number> {
  const { Keys = [] } = await kms.send(new ListKeysCommand({ Limit: 1000 }));
  const described = await Promise.all(Keys.map(({ KeyId }) => kms.send(new DescribeKeyCommand({ KeyId }))));
  return described.filter(({ KeyMetadata: key }) => key?.KeyManager === 'CUSTOMER' && key.KeyState === 'Enabled')
    .length;
}
