import type { Edit } from '../edit';

const sessionFirewall = `    const sessionFirewall = new SecurityGroup(this, 'session-firewall', {
      name: this.nameFor('securityGroup', 'sessions'),
      description: 'The session cache: each role that needs it lets itself in',
      vpcId: network.vpcId,
      openedBy: 'compute',
    });
`;
const rejected = `    new Alarm(this, 'rejected', {
      ...common,
      name: resourceName('alarm', environment.name, 'load-balancer-rejected'),
      description: 'The load balancer rejects connections, because it is at its limit: check which clients open them',
      metricName: 'RejectedConnectionCount',
      threshold: 0,
      evaluationPeriods: 3,
    });
`;

/** Outputs that are added, renamed and taken away, and resources that another app makes. */
const contracts: readonly Edit[] = [
  ...[
    's3PrefixListId',
    'databaseClientSecurityGroupId',
    'rollbackAlarms',
    'databaseSecretArns',
    'sessionLogGroupArn',
    'contentBucketArn',
  ].map((output): Edit => ({ name: `the output ${output} is renamed`, renamed: [output, `${output}Anew`] })),
  {
    name: 'an output that nothing reads is taken away',
    changes: [
      [
        'apps/account/src/contract.ts',
        "  nameServers: plain.list('The name servers of the hosted zones, for the delegation in the parent zone'),\n",
        '',
      ],
      ['apps/account/src/account-stack.ts', '      nameServers: zones.nameServers,\n', ''],
    ],
  },
  {
    name: 'an output is added, and another app reads it',
    changes: [
      [
        'apps/network/src/contract.ts',
        "  vpcId: plain.text('The VPC'),\n",
        "  vpcId: plain.text('The VPC'),\n  vpcCidr: plain.text('Its addresses'),\n",
      ],
      [
        'apps/network/src/network-stack.ts',
        '      hostedZoneId,\n      certificateArn',
        "      vpcCidr: environment.network.placement === 'own' ? environment.network.cidr : '',\n      hostedZoneId,\n      certificateArn",
      ],
      [
        'apps/compute/src/group/firewall.ts',
        "  group.allowTo('s3', {",
        "  group.allowTo('inside', { peer: { cidrIpv4: network.vpcCidr }, port: 8080, description: 'Other instances' });\n  group.allowTo('s3', {",
      ],
    ],
  },
  {
    name: 'an output that is not known before the apply is added, and another app reads it',
    changes: [
      [
        'apps/network/src/contract.ts',
        "  vpcId: plain.text('The VPC'),\n",
        "  vpcId: plain.text('The VPC'),\n  innerGroupId: plain.text('A group of what talks inside'),\n",
      ],
      [
        'apps/network/src/network-stack.ts',
        '    networkContract.publish(this, {\n',
        "    const vpcId = this.ownOrBorrowed(ofAccount.alarmTopicArns('network'));\n    const inner = new SecurityGroup(this, 'inner', { name: this.nameFor('securityGroup', 'inner'), description: 'Inside', vpcId: vpcId.vpcId });\n    networkContract.publish(this, {\n      innerGroupId: inner.id,\n",
      ],
      ['apps/network/src/network-stack.ts', "...this.ownOrBorrowed(ofAccount.alarmTopicArns('network')),", '...vpcId,'],
      [
        'apps/network/src/network-stack.ts',
        'import { EnvironmentStack }',
        "import { SecurityGroup } from '@malinshopper/constructs';\nimport { EnvironmentStack }",
      ],
      [
        'apps/compute/src/group/instance-group.ts',
        '[this.securityGroup.id, surroundings.data.databaseClientSecurityGroupId]',
        '[this.securityGroup.id, surroundings.data.databaseClientSecurityGroupId, network.innerGroupId]',
      ],
    ],
  },
  {
    name: 'the schema of the database has another name',
    changes: [['apps/data/src/data-stack.ts', 'databaseName: `malinshopper_', 'databaseName: `shop_']],
  },
  {
    name: 'the address of the web tier ends in a slash',
    changes: [
      [
        'apps/compute/src/compute-stack.ts',
        'webAddress: `https://${environment.domain}`',
        'webAddress: `https://${environment.domain}/`',
      ],
    ],
  },
  {
    name: 'the security group of sessions moves from data to network',
    changes: [
      ['apps/data/src/data-stack.ts', "import { SecurityGroup } from '@malinshopper/constructs';\n", ''],
      ['apps/data/src/data-stack.ts', sessionFirewall, ''],
      ['apps/data/src/data-stack.ts', '      sessionSecurityGroupId: sessionFirewall.id,\n', ''],
      [
        'apps/data/src/data-stack.ts',
        '...this.sessionsOrNone(network, sessionFirewall)',
        '...this.sessionsOrNone(network)',
      ],
      [
        'apps/data/src/data-stack.ts',
        '{ databaseSubnetIds }: DataNetwork, firewall: SecurityGroup)',
        '{ databaseSubnetIds, sessionSecurityGroupId }: DataNetwork)',
      ],
      [
        'apps/data/src/data-stack.ts',
        '      securityGroupId: firewall.id,\n',
        '      securityGroupId: sessionSecurityGroupId,\n',
      ],
      [
        'apps/data/src/data-stack.ts',
        '  readonly vpcId: string;\n  readonly databaseSubnetIds',
        '  readonly vpcId: string;\n  readonly sessionSecurityGroupId: string;\n  readonly databaseSubnetIds',
      ],
      [
        'apps/data/src/contract.ts',
        "  sessionSecurityGroupId: plain.text('Its security group, which always exists: a client adds its own ingress rule'),\n",
        '',
      ],
      [
        'apps/network/src/contract.ts',
        "  vpcId: plain.text('The VPC'),\n",
        "  vpcId: plain.text('The VPC'),\n  sessionSecurityGroupId: plain.text('The security group of the session cache'),\n",
      ],
      [
        'apps/network/src/network-stack.ts',
        "      ...this.ownOrBorrowed(ofAccount.alarmTopicArns('network')),\n",
        '      ...facts,\n      sessionSecurityGroupId: sessions.id,\n',
      ],
      [
        'apps/network/src/network-stack.ts',
        '    networkContract.publish(this, {\n',
        "    const facts = this.ownOrBorrowed(ofAccount.alarmTopicArns('network'));\n    const sessions = new SecurityGroup(this, 'session-firewall', {\n      name: this.nameFor('securityGroup', 'sessions'),\n      description: 'The session cache: each role that needs it lets itself in',\n      vpcId: facts.vpcId,\n      openedBy: 'compute',\n    });\n    networkContract.publish(this, {\n",
      ],
      [
        'apps/network/src/network-stack.ts',
        'import { EnvironmentStack }',
        "import { SecurityGroup } from '@malinshopper/constructs';\nimport { EnvironmentStack }",
      ],
      ['apps/compute/src/group/firewall.ts', 'data.sessionSecurityGroupId', 'network.sessionSecurityGroupId'],
    ],
  },
  {
    name: 'an alarm on the load balancer moves from compute to delivery',
    changes: [
      ['apps/compute/src/alarms/load-balancer-alarms.ts', rejected, ''],
      [
        'apps/delivery/src/delivery-stack.ts',
        '    const permissions = releasePermissions',
        "    new Alarm(this, 'rejected', {\n      namespace: 'AWS/ApplicationELB',\n      dimensions: { LoadBalancer: compute.loadBalancerArnSuffix },\n      statistic: 'Sum',\n      comparisonOperator: 'GreaterThanThreshold',\n      topicArn: topic.arn,\n      name: this.nameFor('alarm', 'load-balancer-turned-away'),\n      description: 'The load balancer turns connections away',\n      metricName: 'RejectedConnectionCount',\n      threshold: 0,\n      evaluationPeriods: 3,\n    });\n\n    const permissions = releasePermissions",
      ],
      ['apps/delivery/src/delivery-stack.ts', 'import { ServiceRole, type', 'import { Alarm, ServiceRole, type'],
    ],
  },
];

const search = `import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { networkContract } from '@malinshopper/network/contract';
import { SecurityGroup } from '@malinshopper/constructs';
import { EnvironmentStack, type SynthEntry } from '@malinshopper/stack';
import type { Construct } from 'constructs';
import type { Environment } from '@malinshopper/environments';

class SearchStack extends EnvironmentStack {
  constructor(scope: Construct, environment: Environment) {
    super(scope, environment, { app: 'search', team: 'platform' });
    const network = networkContract.read(this, environment);
    new SecurityGroup(this, 'firewall', {
      name: this.nameFor('securityGroup', 'search'),
      description: 'Search',
      vpcId: network.vpcId,
    });
    new CloudwatchMetricAlarm(this, 'slow', {
      alarmName: this.nameFor('alarm', 'search-slow'),
      namespace: 'Malinshopper',
      metricName: 'SearchTime',
      statistic: 'Average',
      period: 60,
      evaluationPeriods: 3,
      threshold: 1,
      comparisonOperator: 'GreaterThanThreshold',
    });
  }
}

const main: SynthEntry = (app, environment) => new SearchStack(app, environment);
export default main;
`;

const apps: readonly Edit[] = [
  { name: 'the app delivery is removed', removedApp: 'delivery' },
  { name: 'an app is added', added: { 'apps/search/src/main.ts': search } },
  {
    name: 'an app is added, and the VPC that it reads is another',
    refused: 'would delete subnets',
    added: { 'apps/search/src/main.ts': search },
    changes: [['apps/network/src/network.ts', "new Vpc(this, 'vpc'", "new Vpc(this, 'main'"]],
  },
];

export const contractEdits: readonly Edit[] = [...contracts, ...apps];
