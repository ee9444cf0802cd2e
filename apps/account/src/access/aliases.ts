import { actionsOf } from '@malinshopper/aws-facts';
import { changePhases } from './grants';
import { allOf, type Scope } from './scope';
import type { Statement } from './statement';

/** An alias carries no tag. A change of an alias also needs the permission on its key, which carries one. */
export const aliases = (scope: Scope): Statement => ({
  Sid: 'Aliases',
  Action: actionsOf(['aws_kms_alias'], changePhases),
  Resource: allOf('kms', scope).replace(/\*$/, 'alias/malinshopper-*'),
});
