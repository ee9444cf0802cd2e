import { allOf, type Scope } from './scope';
import type { Statement } from './statement';

export const onNewKeys = ['kms:CreateAlias', 'kms:EnableKeyRotation'];

/**
 * The calls that Terraform makes on a key directly after its creation. A tag can take minutes to count for
 * authorization (KMS developer guide, "ABAC for AWS KMS"), so a key without tags can be a new key of the team. A key
 * with another team's tag is excluded, and these calls take no access from any principal. The permission on the alias
 * restricts its name, see `aliases`.
 */
export const newKeys = (scope: Scope): Statement => ({
  Sid: 'NewKeys',
  Action: onNewKeys,
  Resource: allOf('kms', scope).replace(/\*$/, 'key/*'),
  Condition: { StringEqualsIfExists: { 'aws:ResourceTag/Team': scope.team } },
});
