import { IAMClient, ListOpenIDConnectProvidersCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { ListHostedZonesCommand, ListReusableDelegationSetsCommand, Route53Client } from '@aws-sdk/client-route-53';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListTopicsCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Session } from '@malinshopper/terraform';

/** The number of things of each kind in an account that must not be there twice. */
export async function counted({ clients, s3 }: Session): Promise<Record<string, number>> {
  const [iam, kms, route53, sns] = [
    new IAMClient(clients),
    new KMSClient(clients),
    new Route53Client(clients),
    new SNSClient(clients),
  ];
  const [buckets, providers, roles, keys, zones, sets, topics] = await Promise.all([
    s3.send(new ListBucketsCommand({})),
    iam.send(new ListOpenIDConnectProvidersCommand({})),
    iam.send(new ListRolesCommand({})),
    kms.send(new ListKeysCommand({})),
    route53.send(new ListHostedZonesCommand({})),
    route53.send(new ListReusableDelegationSetsCommand({})),
    sns.send(new ListTopicsCommand({})),
  ]);
  const described = (keys.Keys ?? []).map(({ KeyId }) => kms.send(new DescribeKeyCommand({ KeyId })));
  const standing = (await Promise.all(described)).map(({ KeyMetadata }) => KeyMetadata);
  return {
    buckets: buckets.Buckets?.length ?? 0,
    providers: providers.OpenIDConnectProviderList?.length ?? 0,
    roles: roles.Roles?.filter(({ Path }) => !Path?.startsWith('/aws-')).length ?? 0,
    keys: standing.filter((key) => key?.KeyManager === 'CUSTOMER' && key.KeyState === 'Enabled').length,
    zones: zones.HostedZones?.length ?? 0,
    delegationSets: sets.DelegationSets?.length ?? 0,
    topics: topics.Topics?.length ?? 0,
  };
}
