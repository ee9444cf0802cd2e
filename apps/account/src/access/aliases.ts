import { allOf, type Scope } from './scope';
import type { Statement } from './statement';

/** An alias carries no tag, but whoever changes it has to be allowed to do so with its key too, which carries one. */
export const aliases = (scope: Scope): Statement => ({
  Sid: 'Aliases',
  Action: ['kms:CreateAlias', 'kms:DeleteAlias', 'kms:UpdateAlias'],
  Resource: allOf('kms', scope).replace(/\*$/, 'alias/malinshopper-*'),
});
