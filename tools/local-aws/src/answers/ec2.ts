import { text, type XmlElement } from '../protocols/xml';
import type { Completions } from './complete';

const NOT_MANAGED = { operator: { managed: 'false' } };
const NOT_BLOCKED = { blockPublicAccessStates: { internetGatewayBlockMode: 'off' } };
/** The names of types in EC2 (API reference: TagSpecification, ResourceType); moto takes them from its own ids. */
const TYPES = {
  'flow-logs': 'vpc-flow-log',
  'nat-gateway': 'natgateway',
  'vpc-elastic-ip': 'elastic-ip',
};
const REACHABLE = { details: { item: { name: 'reachability', status: 'passed' } }, status: 'ok' };

/**
 * The members that AWS always returns, for the resource types in use (EC2 API reference, the types of the answers; the
 * CLI's examples).
 */
export const ec2Answers: Completions = {
  DescribeVpcs: [{ at: 'vpcSet.item', always: NOT_BLOCKED }],
  DescribeSubnets: [
    {
      at: 'subnetSet.item',
      always: { ...NOT_BLOCKED, enableDns64: 'false', mapCustomerOwnedIpOnLaunch: 'false' },
    },
  ],
  DescribeNatGateways: [
    { at: 'natGatewaySet.item', always: { availabilityMode: 'zonal' } },
    { at: 'natGatewaySet.item.natGatewayAddressSet.item', always: { isPrimary: 'true', status: 'succeeded' } },
  ],
  DescribeAddresses: [
    { at: 'addressesSet.item', always: { networkBorderGroup: '{region}', publicIpv4Pool: 'amazon' } },
  ],
  DescribeRouteTables: [{ at: 'routeTableSet.item', always: { propagatingVgwSet: {} } }],
  DescribeSecurityGroupRules: [
    {
      at: 'securityGroupRuleSet.item',
      always: {
        groupOwnerId: '{account}',
        securityGroupRuleArn: 'arn:aws:ec2:{region}:{account}:security-group-rule/{securityGroupRuleId}',
      },
    },
  ],
  DescribeNetworkInterfaces: [{ at: 'networkInterfaceSet.item', always: NOT_MANAGED }],
  DescribeVpcEndpoints: [
    {
      at: 'vpcEndpointSet.item',
      always: { ipAddressType: 'ipv4', requesterManaged: 'false', serviceRegion: '{region}' },
    },
  ],
  DescribeFlowLogs: [
    { at: 'flowLogSet.item', of: (log) => text(log['logDestinationType']) === 'cloud-watch-logs', amend: nameGroup },
  ],
  DescribeInstances: [
    {
      at: 'reservationSet.item.instancesSet.item',
      always: {
        ...NOT_MANAGED,
        capacityReservationSpecification: { capacityReservationPreference: 'open' },
        clientToken: '',
        cpuOptions: { coreCount: '1', threadsPerCore: '1' },
        currentInstanceBootMode: 'uefi',
        enaSupport: 'true',
        enclaveOptions: { enabled: 'false' },
        hibernationOptions: { configured: 'false' },
        maintenanceOptions: { autoRecovery: 'default', rebootMigration: 'default' },
        networkPerformanceOptions: { bandwidthWeighting: 'default' },
        platformDetails: 'Linux/UNIX',
        privateDnsNameOptions: {
          enableResourceNameDnsAAAARecord: 'false',
          enableResourceNameDnsARecord: 'false',
          hostnameType: 'ip-name',
        },
        usageOperation: 'RunInstances',
        usageOperationUpdateTime: '{launchTime}',
      },
    },
    { at: 'reservationSet.item.instancesSet.item.networkInterfaceSet.item', always: NOT_MANAGED },
  ],
  DescribeInstanceStatus: [{ at: 'instanceStatusSet.item', always: { ...NOT_MANAGED, attachedEbsStatus: REACHABLE } }],
  DescribeVolumes: [{ at: 'volumeSet.item', always: { ...NOT_MANAGED, multiAttachEnabled: 'false' } }],
  DescribeLaunchTemplates: [{ at: 'launchTemplates.item', always: NOT_MANAGED }],
  DescribeAvailabilityZones: [
    {
      at: 'availabilityZoneInfo.item',
      always: { groupName: '{region}-zg-1', networkBorderGroup: '{region}', optInStatus: 'opt-in-not-required' },
    },
  ],
  DescribeTags: [{ at: 'tagSet.item', words: { resourceType: TYPES } }],
};

/** A flow log into CloudWatch Logs names its group (API reference: FlowLog). */
function nameGroup(log: XmlElement): void {
  const [, name] = /:log-group:([^:]+)/.exec(text(log['logDestination'])) ?? [];
  if (name !== undefined) log['logGroupName'] ??= name;
}
