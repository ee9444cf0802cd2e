import { configOf, idOf, add, type Attack, type Stacks } from './attack';

/** Attacks: old attributes with the effect of a resource of their own. */
export const deprecated: readonly Attack[] = [
  ...Object.entries({
    policy: '{}',
    website: [{ index_document: 'i' }],
    cors_rule: [{ allowed_methods: ['GET'], allowed_origins: ['*'] }],
    replication_configuration: [{ role: 'x', rules: [] }],
    acl: 'public-read',
    grant: [{ type: 'Group', uri: 'http://acs.amazonaws.com/groups/global/AllUsers', permissions: ['READ'] }],
    versioning: [{ enabled: false }],
    logging: [{ target_bucket: 'x' }],
    lifecycle_rule: [{ enabled: true, expiration: [{ days: 1 }] }],
    server_side_encryption_configuration: [{}],
    request_payer: 'Requester',
    acceleration_status: 'Enabled',
    object_lock_configuration: [{}],
  }).map(
    ([k, v]) =>
      [
        `deprecated ${k}`,
        (d: Stacks) => {
          configOf(d, 'data', 'aws_s3_bucket', 'data/content/content/Resource')[k] = v;
        },
      ] as Attack,
  ),
  [
    'role inline_policy',
    (d) => {
      configOf(d, 'compute', 'aws_iam_role', 'compute/web/identity/Resource').inline_policy = [
        { name: 'x', policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}' },
      ];
    },
  ],
  [
    'role managed_policy_arns',
    (d) => {
      configOf(d, 'compute', 'aws_iam_role', 'compute/web/identity/Resource').managed_policy_arns = [
        'arn:aws:iam::aws:policy/AdministratorAccess',
      ];
    },
  ],
  [
    'sg inline ingress',
    (d) => {
      configOf(d, 'data', 'aws_security_group', 'data/database/firewall/Resource').ingress = [
        { from_port: 3306, to_port: 3306, protocol: 'tcp', cidr_blocks: ['0.0.0.0/0'] },
      ];
    },
  ],
  [
    'aws_security_group_rule',
    (d) => {
      const id = idOf(d, 'data', 'aws_security_group', 'data/database/firewall/Resource');
      add(d, 'data', 'aws_security_group_rule', 'x', {
        type: 'ingress',
        security_group_id: `\${aws_security_group.${id}.id}`,
        from_port: 0,
        to_port: 65535,
        protocol: '-1',
        cidr_blocks: ['0.0.0.0/0'],
      });
    },
  ],
  [
    'db vpc public',
    (d) => {
      configOf(d, 'data', 'aws_db_instance', 'data/database/server').publicly_accessible = true;
    },
  ],
  [
    'route inline',
    (d) => {
      configOf(d, 'network', 'aws_route_table', 'network/network/subnets/database-routes').route = [
        { cidr_block: '0.0.0.0/0', gateway_id: 'igw-1' },
      ];
    },
  ],
];
