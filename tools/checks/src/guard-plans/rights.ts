import { act, make, policy, update } from './change';
import type { Refused } from './refused';

/** Plans that remove servers, permissions, boundaries and settings of the account. */
export const rights: Readonly<Record<string, Refused>> = {
  'no servers': [
    update('compute', 'aws_autoscaling_group.web', { min_size: 0, max_size: 0, desired_capacity: 0 }),
    'max_size from 12 to 0',
  ],
  'no servers at night': [
    make('compute', 'aws_autoscaling_schedule.night', { min_size: 0, max_size: 0, desired_capacity: 0 }),
    'the last server',
  ],
  'servers are not replaced': [
    update('compute', 'aws_autoscaling_group.web', { suspended_processes: ['Launch', 'HealthCheck'] }),
    'suspended_processes',
  ],
  'a boundary is removed': [update('compute', 'aws_iam_role.', { permissions_boundary: null }), 'permissions_boundary'],
  'a denial of the boundary is removed': [
    update('account', 'aws_iam_policy.access_', {
      policy: policy((all) => all.splice(0, all.length, ...all.filter(({ Effect }) => Effect !== 'Deny'))),
    }),
    'would go',
  ],
  'another account may assume a role': [
    update('compute', 'aws_iam_role.', {
      assume_role_policy: policy(([statement]) => (statement!['Principal'] = { AWS: '999999999999' })),
    }),
    'assume_role_policy',
  ],
  'the flow log is not allowed to write': [
    update('network', 'aws_iam_role_policy', { policy: policy((all) => all.splice(0)) }),
    'Allow logs:',
  ],
  'the workflows can no longer sign in': [
    act('account', 'aws_iam_openid_connect_provider', 'delete'),
    'allows the workflows to sign in',
  ],
  'the account is opened': [
    update('account', 'aws_s3_account_public_access_block', { block_public_policy: false }),
    'block_public_policy',
  ],
  'new disks are not encrypted': [update('account', 'aws_ebs_encryption_by_default', { enabled: false }), 'enabled'],
};
