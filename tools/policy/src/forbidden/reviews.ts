import type { Call } from '@malinshopper/aws-facts';
import { ciReviewBoundaryArn, ciReviewRoleArn, stateBucket, type Account } from '@malinshopper/environments';
import { call } from './who';

/** The ARN of the key for digests in reviews, with a fixed id as in the tables. */
export const reviewKeyArn = ({ id, region }: Account) =>
  `arn:aws:kms:${region}:${id}:key/account/access/review-key/Resource`;

/** The calls that the role for reviews must not make, even if its own policies allowed everything. */
export const refusedToReviews = (account: Account): Call[] => [
  ...['s3:PutObject', 's3:DeleteObject'].map((action) =>
    call(`${action} of a state`, action, `arn:aws:s3:::${stateBucket(account)}/testing/network.tfstate`),
  ),
  call('assume another role', 'sts:AssumeRole', ciReviewRoleArn(account)),
  call('change its boundary', 'iam:CreatePolicyVersion', ciReviewBoundaryArn(account)),
  call(
    'read a secret',
    'secretsmanager:GetSecretValue',
    `arn:aws:secretsmanager:${account.region}:${account.id}:secret:x`,
  ),
  call('create a key', 'kms:CreateKey', '*'),
  call('decrypt', 'kms:Decrypt', reviewKeyArn(account)),
  call('create digests with another key', 'kms:GenerateMac', `arn:aws:kms:${account.region}:${account.id}:key/x`),
  call('read in another region', 'ec2:DescribeVpcs', '*', { 'aws:RequestedRegion': 'us-west-2' }),
  call('run code', 'codebuild:StartBuild', `arn:aws:codebuild:${account.region}:${account.id}:project/x`),
];
