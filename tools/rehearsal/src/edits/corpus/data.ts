import type { Edit } from '../edit';

const testing = 'environments/src/testing.ts';
const of = (file: string) => `apps/data/src/${file}.ts`;

const database: readonly Edit[] = [
  { name: 'another class of the database server', changes: [[testing, "'db.t4g.micro'", "'db.t4g.small'"]] },
  { name: 'a class of the database server with insights', changes: [[testing, "'db.t4g.micro'", "'db.m7g.large'"]] },
  { name: 'more storage of the database server', changes: [[testing, 'storageGiB: 20', 'storageGiB: 40']] },
  {
    name: 'backups of the database are kept for longer',
    changes: [[testing, 'backupRetentionDays: 7', 'backupRetentionDays: 14']],
  },
  { name: 'the database server is in two zones', changes: [[testing, 'multiAz: false', 'multiAz: true']] },
  {
    name: 'the database server listens on another port',
    changes: [[of('database/database'), 'const port = 3306', 'const port = 3307']],
  },
  {
    name: 'a parameter of the database server has another value',
    changes: [[of('database/database'), "long_query_time: '1'", "long_query_time: '2'"]],
  },
  {
    name: 'the parameter group of the database server is another one',
    changes: [
      [
        of('database/database'),
        "'databaseGroupPrefix', environment.name, 'mysql')",
        "'databaseGroupPrefix', environment.name, 'settings')",
      ],
    ],
  },
  {
    name: 'the database server has another identifier',
    changes: [[of('data-stack'), "this.nameFor('database', 'mysql')", "this.nameFor('database', 'server')"]],
  },
  {
    name: 'the maintenance window of the database server is on Monday',
    changes: [[of('database/database'), "'sun:03:00-sun:04:00'", "'mon:03:00-mon:04:00'"]],
  },
  {
    name: 'fewer events of the database server are reported',
    changes: [
      [of('database/database-events'), "'low storage', 'maintenance', 'recovery'", "'low storage', 'recovery'"],
    ],
  },
  {
    name: 'the processor of the database server may be busier',
    changes: [[of('database/database-alarms'), 'threshold: 80', 'threshold: 90']],
  },
  {
    name: 'another description of the subnet group of the database',
    changes: [
      [
        of('database/database'),
        '`Database subnets of ${environment.name}`',
        '`Subnets of the database of ${environment.name}`',
      ],
    ],
  },
  {
    name: 'the role of the monitoring of the database has another name',
    changes: [
      [of('database/database'), "environment.name, 'database-monitoring')", "environment.name, 'database-metrics')"],
    ],
  },
  {
    name: 'the key of the database server has another description',
    changes: [[of('database/database'), 'and its master password', 'and its password']],
  },
  {
    name: 'the security group of clients of the database is replaced for another description',
    changes: [
      [
        'libs/constructs/src/security-group.ts',
        "ignoreChanges: ['name_prefix', 'description']",
        "ignoreChanges: ['name_prefix']",
      ],
      [of('database/database'), 'Whatever reaches the database server, of', 'Each client of the database server, of'],
    ],
  },
];

const content: readonly Edit[] = [
  {
    name: 'the bucket of content has another name',
    changes: [[of('data-stack'), "this.bucketName('content')", "this.bucketName('shared')"]],
  },
  {
    name: 'the bucket of packages has another name',
    changes: [[of('data-stack'), "this.bucketName('packages')", "this.bucketName('releases')"]],
  },
  { name: 'revisions are kept for half a year', changes: [[of('content/content'), 'days: 365', 'days: 180']] },
  {
    name: 'packages that were replaced are kept for longer',
    changes: [
      [
        of('content/content'),
        "{ id: 'old-packages', oldVersionsDays: 30 }",
        "{ id: 'old-packages', oldVersionsDays: 60 }",
      ],
    ],
  },
  {
    name: 'the lifecycle rules of publications are gone',
    changes: [
      [of('content/content'), ', ...writers.flatMap(replacedPublications)]', ']'],
      [of('content/content'), '\nconst replacedPublications', '\nexport const replacedPublications'],
    ],
  },
  {
    name: 'the key of buckets has another alias',
    changes: [[of('content/content'), "name, 'buckets')", "name, 'content')"]],
  },
  {
    name: 'CloudFront may use the key of buckets by another statement',
    changes: [[of('content/content'), "'CloudFrontReadsContent'", "'CdnReadsContent'"]],
  },
  { name: 'CloudFront serves from more places', changes: [[testing, "'PriceClass_100'", "'PriceClass_200'"]] },
  {
    name: 'CloudFront takes HEAD and GET alone',
    changes: [[of('content/cdn'), "allowedMethods: ['GET', 'HEAD', 'OPTIONS']", "allowedMethods: ['GET', 'HEAD']"]],
  },
  { name: 'CloudFront speaks no HTTP/3', changes: [[of('content/cdn'), "'http2and3'", "'http2'"]] },
  {
    name: 'the origin access control of CloudFront has another name',
    changes: [[of('content/cdn'), "environment.name, 'content')", "environment.name, 'static')"]],
  },
  {
    name: 'the distribution has another comment',
    changes: [[of('content/cdn'), '`Static content of', '`Static files of']],
  },
  {
    name: 'the access log of CloudFront has fewer fields',
    changes: [[of('content/cdn-access-log'), "  'sc-range-end',\n", '']],
  },
  { name: 'CloudFront may answer with more errors', changes: [[of('content/cdn'), 'threshold: 5', 'threshold: 10']] },
  {
    name: 'workers report publications by events',
    changes: [[testing, "distribution: 's3fs'", "distribution: 'events'"]],
  },
  { name: 'a firewall stands before the web tier', changes: [[testing, 'webAcl: false', 'webAcl: true']] },
];

const others: readonly Edit[] = [
  {
    name: 'sessions are in a cache',
    changes: [[testing, "{ store: 'instance' }", "{ store: 'elasticache', nodeType: 'cache.t4g.micro', replicas: 0 }"]],
  },
  { name: 'daily backups', changes: [[testing, "{ plan: 'none' }", "{ plan: 'daily', keepDays: 30 }"]] },
  {
    name: 'the job that makes users has more memory',
    changes: [[of('users/users-job'), 'memorySize: 256', 'memorySize: 512']],
  },
  {
    name: 'the job that makes users has other code',
    changes: [['apps/data/src/users/files/index.cjs', "'use strict';", "'use strict';\n// It runs on Node 22."]],
  },
  {
    name: 'the job that makes users has another name',
    changes: [
      [
        of('users/users-job'),
        "'function', environment.name, 'database-users')",
        "'function', environment.name, 'make-users')",
      ],
    ],
  },
  {
    name: 'the secrets of the database have other names',
    changes: [
      [
        of('users/database-users'),
        '`malinshopper/${name}/database/${tier}`',
        '`malinshopper/${name}/database/of-${tier}`',
      ],
    ],
  },
  {
    name: 'the way of that job to Secrets Manager has another description',
    changes: [[of('users/users-job'), "'Secrets Manager, through NAT'", "'AWS, through NAT'"]],
  },
];

export const dataEdits: readonly Edit[] = [...database, ...content, ...others];
