import { text } from '../protocols/xml';
import type { Completions } from './complete';

const INSTANCE = {
  ActivityStreamStatus: 'stopped',
  BackupTarget: 'region',
  CustomerOwnedIpEnabled: 'false',
  DatabaseInsightsMode: 'standard',
  DedicatedLogVolume: 'false',
  IsStorageConfigUpgradeAvailable: 'false',
  MultiTenant: 'false',
  NetworkType: 'IPV4',
  PendingModifiedValues: {},
  PerformanceInsightsEnabled: 'false',
  StorageThroughput: '0',
};
/** The hosted zone of RDS's names in a region (AWS general reference, "Amazon RDS endpoints"). */
const ZONES: Readonly<Record<string, string>> = {
  'eu-central-1': 'Z1RLNUO7B9Q6NB',
  'eu-west-1': 'Z29XKXDKYMONMX',
  'us-east-1': 'Z2R2ITUGPM61AM',
};
const instances = (at: string) => [
  { at, always: INSTANCE },
  {
    at: `${at}.Endpoint`,
    amend: (endpoint: Parameters<typeof text>[0] & object, { region }: { region: string }) => {
      const zone = ZONES[region];
      if (zone !== undefined && !Array.isArray(endpoint)) endpoint['HostedZoneId'] ??= zone;
    },
  },
];

/** RDS (API reference: DBInstance, EventSubscription, DBSubnetGroup). */
export const rdsAnswers: Completions = {
  CreateDBInstance: instances('DBInstance'),
  DescribeDBInstances: instances('DBInstances.DBInstance'),
  DescribeDBSubnetGroups: [
    { at: 'DBSubnetGroups.DBSubnetGroup', always: { SupportedNetworkTypes: { member: 'IPV4' } } },
  ],
  DescribeEventSubscriptions: [
    {
      at: 'EventSubscriptionsList.EventSubscription',
      always: { CustomerAwsId: '{account}' },
    },
  ],
};
