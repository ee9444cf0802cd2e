import type { Account } from '@malinshopper/environments';
import { denyLookAlikePaths } from '../buckets';
import { eachRegion } from '../in-regions';
import type { Statement } from '../statement';
import { objects } from './place';

/**
 * The statements that each boundary denies explicitly. Without the explicit deny, a role's trust or a bucket policy
 * that names a session would grant access (IAM user guide, "Permissions boundaries for IAM entities": a boundary limits
 * the access that a resource policy grants to a session by an explicit deny only).
 * @param purposes the buckets of which the boundary allows objects
 */
export const everywhere = (account: Account, ...purposes: readonly string[]): Statement[] => [
  {
    Sid: 'Regions',
    Effect: 'Deny',
    // IAM is a global service.
    NotAction: 'iam:*',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': eachRegion(account) } },
  },
  { Sid: 'Itself', Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*' },
  denyLookAlikePaths(purposes.map((purpose) => objects(account, purpose, ''))),
];
