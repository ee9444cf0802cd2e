import type { Judged } from './judged';

export const identities: Judged = {
  aws_iam_group: {
    MAL_IAM_13: 'name',
    MAL_IAM_10: 'path',
  },
  aws_iam_group_membership: {
    'CKV2_AWS_14 CKV2_AWS_21': 'users$',
    link: 'group$',
    text: 'name$',
  },
  aws_iam_group_policy: {
    MAL_IAM_13: 'name',
    CKV_AWS_290: 'policy$',
    link: 'group$',
  },
  aws_iam_instance_profile: {
    'MAL_NAME_3 MAL_IAM_13': 'name',
    MAL_IAM_12: 'path',
    'CKV2_AWS_41 FSBP.SSM.1': 'role$',
    MAL_TAG_1: 'tags.*',
  },
  aws_iam_openid_connect_provider: {
    MAL_IAM_7: 'client_id_list url',
    MAL_TAG_1: 'tags.*',
  },
  aws_iam_policy: {
    'MAL_IAM_13 MAL_IAM_22': 'name',
    'MAL_IAM_23 MAL_IAM_22': 'path',
    CKV_AWS_290: 'policy$',
    MAL_TAG_1: 'tags.*',
    text: 'description',
  },
  aws_iam_role: {
    'CKV_AWS_60 MAL_IAM_10': 'assume_role_policy$',
    MAL_IAM_11: 'max_session_duration',
    'MAL_IAM_13 MAL_IAM_19': 'name',
    'MAL_IAM_10 MAL_IAM_19': 'path',
    MAL_IAM_9: 'permissions_boundary$',
    MAL_TAG_1: 'tags.*',
    text: 'description',
  },
  aws_iam_role_policy: {
    MAL_IAM_13: 'name',
    CKV_AWS_290: 'policy$',
    link: 'role$',
  },
  aws_iam_role_policy_attachment: {
    CKV_AWS_274: 'policy_arn$',
    link: 'role$',
  },
  aws_iam_user: {
    MAL_IAM_13: 'name',
    MAL_IAM_10: 'path',
    MAL_IAM_9: 'permissions_boundary',
    MAL_TAG_1: 'tags.*',
    kind: 'force_destroy',
  },
};
