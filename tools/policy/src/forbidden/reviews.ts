import type { Call } from '@malinshopper/aws-facts';
import { ciReviewBoundaryArn, ciReviewRoleArn, stateBucket, type Account } from '@malinshopper/environments';
import { call } from './who';

/** The key of the digests in reviews, as the tables name it. */
export const reviewKeyArn = ({ id, region }: Account) =>
  `arn:aws:kms:${region}:${id}:key/account/access/review-key/Resource`;

/** What the role that plans for reviews must not do, even if its own policies allowed everything. */
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
  call('make a key', 'kms:CreateKey', '*'),
  call('decrypt', 'kms:Decrypt', reviewKeyArn(account)),
  call('make digests with another key', 'kms:GenerateMac', `arn:aws:kms:${account.region}:${account.id}:key/x`),
  call('look in another region', 'ec2:DescribeVpcs', '*', { 'aws:RequestedRegion': 'us-west-2' }),
  call('run code', 'codebuild:StartBuild', `arn:aws:codebuild:${account.region}:${account.id}:project/x`),
];
