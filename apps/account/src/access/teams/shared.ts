import { regionIn } from '../in-regions';
import { isOf, type Scope } from '../scope';
import type { Statement } from '../statement';

/** Calls that place a resource into the network of the team `network`: the network is used, not changed. */
export const intoTheNetwork = (actions: readonly string[], kind: 'vpc' | 'subnet', { account }: Scope): Statement => ({
  Sid: kind === 'vpc' ? 'IntoTheNetwork' : 'IntoSubnets',
  Action: actions,
  Resource: `arn:aws:ec2:${regionIn(account)}:${account.id}:${kind}/*`,
  Condition: isOf('network'),
});

/** The managed rule groups of AWS that a web ACL uses: they carry no team's tag. */
export const rulesOfAws = ({ account: { id } }: Scope): Statement => ({
  Sid: 'RulesOfAws',
  Action: ['wafv2:CreateWebACL', 'wafv2:UpdateWebACL'],
  Resource: ['global', 'regional'].map((kind) => `arn:aws:wafv2:*:${id}:${kind}/managedruleset/*`),
});
