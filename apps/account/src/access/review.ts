import { IamPolicy } from '@cdktf/provider-aws/lib/iam-policy';
import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { policyDocument } from '@malinshopper/constructs';
import {
  ciBoundaryPath,
  ciReviewRole,
  gitHubReviewEnvironment,
  gitHubReviewSubject,
  reviewKeyAlias,
  type Account,
} from '@malinshopper/environments';
import { resourceName } from '@malinshopper/stack';
import { Construct } from 'constructs';
import { accountProtection } from '../account-protection';
import { CiRole } from './ci-role';
import { reviewAccess, reviewBoundary } from './review-access';
import { document, textLifecycle, type Statement } from './statement';

/**
 * The HMAC key of the digests that stand for secrets in review records. It never leaves KMS, so that IAM restricts its
 * use and CloudTrail records it. With another key, no earlier review is valid, and all changes must be planned again.
 */
export class ReviewKey extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, { account }: { readonly account: Account }) {
    super(scope, id);
    const key = new KmsKey(this, 'Resource', {
      description: 'Digests of secrets in reviews',
      customerMasterKeySpec: 'HMAC_256',
      keyUsage: 'GENERATE_VERIFY_MAC',
      // KMS does not rotate keys of this kind (KMS developer guide, "HMAC keys in AWS KMS").
      enableKeyRotation: false,
      deletionWindowInDays: accountProtection.keyDeletionWindowDays,
      policy: policyDocument({
        Sid: 'AccountDecidesByIam',
        Principal: { AWS: `arn:aws:iam::${account.id}:root` },
        Action: 'kms:*',
        Resource: '*',
      }),
    });
    new KmsAlias(this, 'alias', { name: reviewKeyAlias, targetKeyId: key.keyId });
    this.arn = key.arn;
  }
}

export interface ReviewRoleProps {
  readonly account: Account;
  readonly gitHubArn: string;
  readonly keyArn: string;
  /** The read permissions of each team's plans: the policies and their statements. */
  readonly looks: readonly { readonly policy: IamPolicy; readonly says: readonly Statement[] }[];
}

/**
 * The role that plans a whole change for its review: it has the read permissions of the plan roles of all teams, and
 * can write review records.
 */
export class ReviewRole extends Construct {
  constructor(scope: Construct, id: string, { account, gitHubArn, keyArn, looks }: ReviewRoleProps) {
    super(scope, id);
    const boundary = new IamPolicy(this, 'boundary', {
      name: resourceName('policy', ciReviewRole),
      path: ciBoundaryPath,
      description: 'The maximum permissions of the jobs that plan a change for its review',
      policy: document(
        ...reviewBoundary(
          account,
          keyArn,
          looks.flatMap(({ says }) => says),
        ),
      ),
      lifecycle: textLifecycle,
    });
    new CiRole(this, 'role', {
      name: ciReviewRole,
      environment: gitHubReviewEnvironment(account.name),
      subject: gitHubReviewSubject(account.name),
      gitHubArn,
      boundaryArn: boundary.arn,
      policies: { reviews: reviewAccess(account, keyArn) },
      attached: looks.map(({ policy }, index) => ({ id: `look-${index}`, policy })),
    });
  }
}
