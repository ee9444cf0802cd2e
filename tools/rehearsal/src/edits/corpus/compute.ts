import type { Edit } from '../edit';

const testing = 'environments/src/testing.ts';
const of = (file: string) => `apps/compute/src/${file}.ts`;
const sizes = "{ instanceTypes: ['t4g.small', 'c6g.medium'], min: 1, max: 2, spotPercent: 0, volumeGiB: 16 }";

const instances: readonly Edit[] = [
  {
    name: 'another instance type of web servers',
    changes: [[testing, "['t4g.small', 'c6g.medium']", "['t4g.medium', 'c6g.large']"]],
  },
  {
    name: 'web servers of another architecture',
    changes: [[testing, "['t4g.small', 'c6g.medium']", "['t3.small', 't3a.small']"]],
  },
  { name: 'a larger volume of web servers', changes: [[testing, 'volumeGiB: 16', 'volumeGiB: 24']] },
  { name: 'more web servers', changes: [[testing, 'max: 2', 'max: 4']] },
  {
    name: 'web servers are of one type',
    changes: [[testing, sizes, "{ instanceTypes: ['t4g.small'], min: 1, max: 2, spotPercent: 0, volumeGiB: 16 }"]],
  },
  {
    name: 'another instance type of the fetcher',
    changes: [[testing, "'t4g.large', 'm6g.large', 'm7g.large'", "'m6g.large', 'm7g.large', 't4g.large'"]],
  },
  {
    name: 'instances run by day alone',
    changes: [
      [
        testing,
        "{ run: 'always' }",
        "{ run: 'scheduled', timeZone: 'Europe/Luxembourg', start: '0 7 * * MON-FRI', stop: '0 20 * * MON-FRI' }",
      ],
    ],
  },
  { name: 'logs are kept for a month', changes: [[testing, 'logRetentionDays: 14', 'logRetentionDays: 30']] },
  {
    name: 'PHP has more memory',
    changes: [['apps/compute/src/instance/files/php.ini', 'memory_limit = 128M', 'memory_limit = 192M']],
  },
  {
    name: 'instances are asked for their metadata from containers',
    changes: [[of('group/instance-template'), 'httpPutResponseHopLimit: 1', 'httpPutResponseHopLimit: 2']],
  },
  {
    name: 'launch templates have other names',
    changes: [
      [
        of('group/instance-template'),
        "'launchTemplate', environment.name, role",
        "'launchTemplate', environment.name, role, 'instances'",
      ],
    ],
  },
  {
    name: 'the groups of instances have other names',
    changes: [
      [
        of('group/scaling-group'),
        "'autoScalingGroup', environment.name, role",
        "'autoScalingGroup', environment.name, 'group', role",
      ],
      [of('group/permissions'), "'autoScalingGroup', name, role", "'autoScalingGroup', name, 'group', role"],
    ],
  },
  {
    name: 'instances take longer to warm up',
    changes: [[of('group/scaling-group'), 'const warmup = 300', 'const warmup = 400']],
  },
  {
    name: 'the roles of instances have other names',
    changes: [
      [of('group/instance-group'), "'role', environment.name, role)", "'role', environment.name, 'instances', role)"],
    ],
  },
  {
    name: 'instance profiles have other names',
    changes: [
      [
        of('group/instance-group'),
        "'instanceProfile', environment.name, role)",
        "'instanceProfile', environment.name, 'instances', role)",
      ],
    ],
  },
  {
    name: 'instances may read old versions of content',
    changes: [
      [
        of('group/permissions'),
        "Action: 's3:GetObject', Resource: `${data.contentBucketArn}/*`",
        "Action: ['s3:GetObject', 's3:GetObjectVersion'], Resource: `${data.contentBucketArn}/*`",
      ],
    ],
  },
  {
    name: 'instances reach Ubuntu mirrors by HTTPS alone',
    changes: [
      [
        of('group/firewall'),
        "  group.allowTo('packages', {\n    peer: anywhere,\n    port: 80,\n    description: 'Ubuntu mirrors: HTTP, but every package is signed',\n  });\n",
        '',
      ],
    ],
  },
  {
    name: 'instances reach AWS on another port',
    changes: [
      [
        of('group/firewall'),
        "{ peer: anywhere, port: 443, description: 'AWS",
        "{ peer: anywhere, port: 8443, description: 'AWS",
      ],
    ],
  },
];

const web: readonly Edit[] = [
  {
    name: 'web servers listen on another port',
    changes: [[of('load-balancer/target-group'), 'webPort = 80', 'webPort = 8080']],
  },
  {
    name: 'the health check of web servers is on another path',
    changes: [[of('load-balancer/target-group'), "path: '/healthz'", "path: '/health'"]],
  },
  {
    name: 'sessions stick to a web server for an hour',
    changes: [[of('load-balancer/target-group'), 'cookieDuration: 86_400', 'cookieDuration: 3_600']],
  },
  {
    name: 'the load balancer has another name',
    changes: [
      [
        of('load-balancer/load-balancer'),
        "'loadBalancer', environment.name, 'web'",
        "'loadBalancer', environment.name, 'front'",
      ],
    ],
  },
  {
    name: 'the load balancer waits for longer',
    changes: [[of('load-balancer/load-balancer'), 'idleTimeout: 60', 'idleTimeout: 120']],
  },
  {
    name: 'the load balancer speaks TLS 1.3 alone',
    changes: [[of('load-balancer/load-balancer'), 'TLS13-1-2-2021-06', 'TLS13-1-3-2021-06']],
  },
  {
    name: 'the load balancer lets in private addresses alone',
    changes: [
      [
        of('load-balancer/load-balancer'),
        "const anywhere = { cidrIpv4: '0.0.0.0/0' }",
        "const anywhere = { cidrIpv4: '10.0.0.0/8' }",
      ],
    ],
  },
  {
    name: 'the answer to unknown names is another',
    changes: [[of('load-balancer/load-balancer'), "messageBody: 'Not found'", "messageBody: 'No such shop'"]],
  },
  {
    name: 'the bucket of the logs of the load balancer has another name',
    changes: [[of('compute-stack'), "this.bucketName('load-balancer-logs')", "this.bucketName('web-logs')"]],
  },
  { name: 'web servers are added earlier', changes: [[of('group/web-scaling'), 'cpuTarget = 50', 'cpuTarget = 40']] },
  {
    name: 'the scaling policy on requests has another name',
    changes: [[of('group/web-scaling'), '`${groupName}-requests`', '`${groupName}-by-requests`']],
  },
];

const alarms: readonly Edit[] = [
  {
    name: 'web servers may answer with more errors',
    changes: [[of('alarms/web-alarms'), 'threshold: 10', 'threshold: 20']],
  },
  {
    name: 'the alarm on errors of web servers has another name',
    changes: [[of('alarms/web-alarms'), 'environment.name, `${role}-errors`', 'environment.name, `${role}-failures`']],
  },
  {
    name: 'missing instances are reported later',
    changes: [[of('alarms/capacity-alarm'), 'patience = 15', 'patience = 30']],
  },
  {
    name: 'a heartbeat may be missing for longer',
    changes: [[of('alarms/heartbeat-alarm'), 'evaluationPeriods: 5', 'evaluationPeriods: 8']],
  },
  {
    name: 'failed terminations are not reported',
    changes: [[of('alarms/scaling-events'), ", 'EC2_INSTANCE_TERMINATE_ERROR'", '']],
  },
  {
    name: 'alarms take missing data as they come',
    changes: [['libs/constructs/src/alarm.ts', "missingData ?? 'notBreaching'", "missingData ?? 'ignore'"]],
  },
];

export const computeEdits: readonly Edit[] = [...instances, ...web, ...alarms];
