import { regionIn } from '../in-regions';
import { isOf, type Scope } from '../scope';
import type { Statement } from '../statement';

/** What is put into the network of the team `network`: it is used, not changed. */
export const intoTheNetwork = (actions: readonly string[], kind: 'vpc' | 'subnet', { account }: Scope): Statement => ({
  Sid: kind === 'vpc' ? 'IntoTheNetwork' : 'IntoSubnets',
  Action: actions,
  Resource: `arn:aws:ec2:${regionIn(account)}:${account.id}:${kind}/*`,
  Condition: isOf('network'),
});

/** The rule groups of AWS's own that a web ACL asks: they carry nobody's tag. */
export const rulesOfAws = ({ account: { id } }: Scope): Statement => ({
  Sid: 'RulesOfAws',
  Action: ['wafv2:CreateWebACL', 'wafv2:UpdateWebACL'],
  Resource: ['global', 'regional'].map((kind) => `arn:aws:wafv2:*:${id}:${kind}/managedruleset/*`),
});
