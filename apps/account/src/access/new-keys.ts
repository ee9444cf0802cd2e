import { allOf, type Scope } from './scope';
import type { Statement } from './statement';

export const onNewKeys = ['kms:CreateAlias', 'kms:EnableKeyRotation'];

/**
 * What Terraform does to a key in the second after it was made: a tag may count for authorization minutes later only (KMS developer guide,
 * "ABAC for AWS KMS"), so that a key without tags may be a new one of the team's. One of another team's it is not, and nothing that is done
 * to it here takes anything from anybody. How it is called is bounded by the alias, see `aliases`.
 */
export const newKeys = (scope: Scope): Statement => ({
  Sid: 'NewKeys',
  Action: onNewKeys,
  Resource: allOf('kms', scope).replace(/\*$/, 'key/*'),
  Condition: { StringEqualsIfExists: { 'aws:ResourceTag/Team': scope.team } },
});
