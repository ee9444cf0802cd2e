import type { Edit } from '../edit';

const of = (file: string) => `apps/account/src/${file}.ts`;

export const accountEdits: readonly Edit[] = [
  {
    name: 'hosted zones have another comment',
    changes: [[of('hosted-zones'), '`Malinshopper, AWS account', '`Names of Malinshopper, AWS account']],
  },
  { name: 'the budget is larger', changes: [['environments/src/accounts.ts', 'usdPerMonth: 600', 'usdPerMonth: 800']] },
  {
    name: 'passwords are longer',
    changes: [[of('account-settings'), 'minimumPasswordLength: 16', 'minimumPasswordLength: 20']],
  },
  {
    name: 'events of the account are kept for longer',
    changes: [[of('account-protection'), 'auditDays = 365', 'auditDays = 545']],
  },
  {
    name: 'the team of data has another address',
    changes: [['environments/src/teams.ts', "'data@malinshopper.com'", "'databases@malinshopper.com'"]],
  },
  {
    name: 'the topics of alarms have other names',
    changes: [
      [
        'libs/constructs/src/alarm-topic.ts',
        "'topic', owner.name, purpose, 'alarms'",
        "'topic', owner.name, purpose, 'alerts'",
      ],
    ],
  },
  {
    name: 'the keys of topics have other aliases',
    changes: [
      [
        'libs/constructs/src/alarm-topic.ts',
        "owner.name, purpose, 'alarms'),\n      accountId",
        "owner.name, purpose, 'topic'),\n      accountId",
      ],
    ],
  },
  {
    name: 'only launches are logged',
    changes: [[of('alarms/scaling-log'), ", 'EC2 Instance Terminate Successful'", '']],
  },
  {
    name: 'sessions on instances end after ten minutes',
    changes: [[of('sessions'), "idleSessionTimeout: '20'", "idleSessionTimeout: '10'"]],
  },
  {
    name: 'the log group of sessions has another name',
    changes: [[of('sessions'), "'/malinshopper/account/sessions'", "'/malinshopper/account/shells'"]],
  },
  {
    name: 'the alias of the key of volumes is another',
    changes: [[of('volume-encryption'), "'account', 'volumes')", "'account', 'disks')"]],
  },
  {
    name: 'access logs go after another time',
    changes: [[of('access-log-bucket'), 'oldVersionsDays: 1', 'oldVersionsDays: 3']],
  },
  {
    name: 'unfinished uploads go after a week',
    changes: [['libs/constructs/src/bucket.ts', 'daysAfterInitiation: 1', 'daysAfterInitiation: 7']],
  },
  {
    name: 'all resources have another tag',
    changes: [
      [
        'libs/stack/src/aws-stack.ts',
        "Project: 'malinshopper', App",
        "Project: 'malinshopper', CostCenter: 'shop', App",
      ],
    ],
  },
  {
    name: 'keys are not rotated by AWS',
    changes: [['libs/constructs/src/encryption-key.ts', 'enableKeyRotation: true', 'enableKeyRotation: false']],
  },
];
