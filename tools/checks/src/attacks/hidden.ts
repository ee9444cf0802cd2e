import { configOf, add, type Attack, type Stacks } from './attack';

/** Attacks: ways to hide a resource, or a part of it, from the rules. */
export const hidden: readonly Attack[] = [
  ...(['count', 'for_each'] as const).flatMap((m) =>
    [
      ['data', 'aws_s3_bucket_public_access_block', 'data/content/content/public-access'],
      ['account', 'aws_cloudtrail', 'account/trail/Resource'],
      ['account', 'aws_cloudwatch_event_rule', 'account/access/break-glass/told/assumed'],
      ['account', 'aws_s3_bucket_policy', 'account/state/policy'],
      ['data', 'aws_backup_vault_lock_configuration', 'data/backup/lock'],
      ['compute', 'aws_wafv2_web_acl_association', 'compute/load-balancer/web-acl-association'],
    ].map(
      ([app, type, path]) =>
        [
          `${m} on ${path}`,
          (d: Stacks) => {
            configOf(d, app!, type!, path!)[m] = m === 'count' ? 0 : {};
          },
        ] as Attack,
    ),
  ),
  [
    'count of a variable expression',
    (d) => {
      configOf(d, 'account', 'aws_cloudtrail', 'account/trail/Resource').count = '${1 - 1}';
    },
  ],
  [
    'dynamic ingress',
    (d) => {
      configOf(d, 'data', 'aws_security_group', 'data/database/firewall/Resource').dynamic = {
        ingress: { for_each: [1], content: { from_port: 0, to_port: 0, protocol: '-1', cidr_blocks: ['0.0.0.0/0'] } },
      };
    },
  ],
  [
    'dynamic default action',
    (d) => {
      configOf(d, 'compute', 'aws_lb_listener', 'compute/load-balancer/https').dynamic = {
        default_action: { for_each: [1], content: { type: 'redirect' } },
      };
    },
  ],
  [
    'dynamic ordered cache behavior',
    (d) => {
      configOf(d, 'data', 'aws_cloudfront_distribution', 'data/content/cdn/distribution').dynamic = [
        { ordered_cache_behavior: { for_each: [1], content: {} } },
      ];
    },
  ],
  ...[
    ['data', 'aws_db_instance', 'data/database/server', 'deletion_protection'],
    ['account', 'aws_iam_role', 'account/access/data/deploy/Resource', 'permissions_boundary'],
    ['data', 'aws_s3_bucket_policy', 'data/content/content/policy', 'policy'],
    ['data', 'aws_db_instance', 'data/database/server', 'all'],
  ].map(
    ([app, t, p, a]) =>
      [
        `ignore_changes ${a} ${p}`,
        (d: Stacks) => {
          const c = configOf(d, app!, t!, p!);
          c.lifecycle = { ...c.lifecycle, ignore_changes: a === 'all' ? 'all' : [a] };
        },
      ] as Attack,
  ),
  [
    'ignore_changes element',
    (d) => {
      const c = configOf(d, 'data', 'aws_security_group', 'data/database/firewall/Resource');
      c.lifecycle = { ignore_changes: ['${ingress}'] };
    },
  ],
  [
    'module block',
    (d) => {
      d.data.module = { m: { source: './m' } };
    },
  ],
  [
    'local-exec',
    (d) => {
      configOf(d, 'data', 'aws_db_instance', 'data/database/server').provisioner = [
        { 'local-exec': { command: 'id' } },
      ];
    },
  ],
  [
    'terraform_data with provisioner',
    (d) => {
      add(d, 'data', 'terraform_data', 'x', { provisioner: [{ 'local-exec': { command: 'id' } }] });
    },
  ],
  [
    'policy from policy document',
    (d) => {
      d.data.data.aws_iam_policy_document = { x: {} };
      configOf(d, 'data', 'aws_iam_role_policy', 'data/users-job/role/log').policy =
        '${data.aws_iam_policy_document.x.json}';
    },
  ],
  [
    'provider function',
    (d) => {
      configOf(d, 'data', 'aws_s3_bucket_policy', 'data/content/content/policy').policy = '${file("/etc/passwd")}';
    },
  ],
  [
    'templatefile',
    (d) => {
      configOf(d, 'data', 'aws_s3_bucket_policy', 'data/content/content/policy').policy =
        '${templatefile("p.json", {})}';
    },
  ],
];
