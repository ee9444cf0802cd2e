import type { Edit } from '../edit';

const testing = 'environments/src/testing.ts';
const of = (file: string) => `apps/network/src/${file}.ts`;

export const networkEdits: readonly Edit[] = [
  { name: 'a third zone', changes: [[testing, "'b'], nat", "'b', 'c'], nat"]] },
  { name: 'a NAT gateway in each zone', changes: [[testing, "nat: 'single'", "nat: 'per-zone'"]] },
  {
    name: 'another CIDR of the VPC',
    changes: [[testing, "'10.30.0.0/16'", "'10.31.0.0/16'"]],
    refused: 'would replace subnets that are in use',
  },
  { name: 'another zone in the place of one', changes: [[testing, "'b'], nat", "'c'], nat"]] },
  {
    name: 'the flow log gathers for ten minutes',
    changes: [[of('flow-log'), 'maxAggregationInterval: 60', 'maxAggregationInterval: 600']],
  },
  {
    name: 'the flow log has refused traffic alone',
    changes: [[of('flow-log'), "trafficType: 'ALL'", "trafficType: 'REJECT'"]],
  },
  {
    name: 'another name of the log group of the flow log',
    changes: [
      [of('flow-log'), '/malinshopper/${environment.name}/flow-log', '/malinshopper/${environment.name}/flows'],
    ],
  },
  {
    name: 'NAT gateways may lose more packets',
    changes: [[of('nat-alarms'), 'tolerableLoss = 0.01', 'tolerableLoss = 0.05']],
  },
  {
    name: 'another name of the alarm on the ports of NAT gateways',
    changes: [[of('nat-alarms'), "zone, 'ports')", "zone, 'connections')"]],
  },
  {
    name: 'the S3 endpoint lets in one bucket of AWS less',
    changes: [[of('network'), '    `patch-baseline-snapshot-${region}`,\n', '']],
  },
  {
    name: 'another alias of the key of log groups',
    changes: [[of('network'), "environment.name, 'logs')", "environment.name, 'log-groups')"]],
  },
  {
    name: 'another description of the key of log groups',
    changes: [[of('network'), '`Log groups of ${environment.name}`', '`All log groups of ${environment.name}`']],
  },
  {
    name: 'the VPC gives no host names',
    changes: [[of('network'), 'enableDnsHostnames: true', 'enableDnsHostnames: false']],
  },
  {
    name: 'the certificate of the web tier is for www too',
    changes: [[of('network-stack'), "environment.kind === 'production' ? [`www.${domain}`] : []", '[`www.${domain}`]']],
  },
  {
    name: 'static content has another name',
    changes: [
      [of('network-stack'), 'domain: `static.${domain}`', 'domain: `assets.${domain}`'],
      ['apps/data/src/content/content.ts', '      domain: `static.${domain}`,', '      domain: `assets.${domain}`,'],
      [
        'apps/data/src/content/content.ts',
        'this.staticDomain = `static.${domain}`',
        'this.staticDomain = `assets.${domain}`',
      ],
    ],
  },
  { name: 'proofs of names are kept in caches for longer', changes: [[of('certificate'), 'ttl: 300', 'ttl: 600']] },
  {
    name: 'instances in public subnets get a public address',
    changes: [[of('subnets'), 'mapPublicIpOnLaunch: false', "mapPublicIpOnLaunch: tier === 'public'"]],
  },
  { name: 'another tag of subnets', changes: [[of('subnets'), 'tags: { Tier: tier }', 'tags: { Layer: tier }']] },
  {
    name: 'the route table of public subnets is another construct',
    changes: [[of('subnets'), "new RouteTable(this, 'public-routes'", "new RouteTable(this, 'public-route-table'"]],
  },
  {
    name: 'the default security group is left to AWS',
    changes: [
      [of('network'), "import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';\n", ''],
      [of('network'), "    new DefaultSecurityGroup(this, 'default-security-group', { vpcId: vpc.id });\n", ''],
    ],
  },
];
