import type { Account } from '@malinshopper/environments';
import { noPathThatLooksLike } from '../buckets';
import { eachRegion } from '../in-regions';
import type { Statement } from '../statement';
import { objects } from './place';

/**
 * What each boundary denies, and does not only leave out: the trust of a role, or the policy of a bucket, that names a session would be
 * enough otherwise (IAM user guide, "Permissions boundaries for IAM entities": what a resource allows a session, a boundary limits by a Deny only).
 * @param purposes of the buckets that the boundary allows objects of
 */
export const everywhere = (account: Account, ...purposes: readonly string[]): Statement[] => [
  {
    Sid: 'Regions',
    Effect: 'Deny',
    // IAM is in no region.
    NotAction: 'iam:*',
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': eachRegion(account) } },
  },
  { Sid: 'Itself', Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*' },
  noPathThatLooksLike(purposes.map((purpose) => objects(account, purpose, ''))),
];
