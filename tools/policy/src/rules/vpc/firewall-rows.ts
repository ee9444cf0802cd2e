import type { World } from '@malinshopper/synthesized';
import { custom } from '../ask';
import { firewallRulesOf, inWords, type FirewallRule } from '../network/firewall';
import type { Row } from '../table';

type Test = (rule: FirewallRule, world: World) => boolean;

/**
 * The part of a row that asks that no rule of a firewall which passes `of` is `wrong`. A resource without a rule that passes
 * `of` is not judged.
 */
export const noRule = (of: Test, wrong: Test, breaks: Parameters<typeof custom>[1]): Pick<Row, 'about' | 'ask'> => ({
  about: (resource, world) => firewallRulesOf(resource, world).some((rule) => of(rule, world)),
  ask: custom((resource, world) => {
    const found = firewallRulesOf(resource, world).find((rule) => of(rule, world) && wrong(rule, world));
    return found && inWords(found);
  }, breaks),
});

/** Every rule of a firewall. */
export const every: Test = () => true;
export const ingressRules: Test = ({ direction }) => direction === 'ingress';
export const egressRules: Test = ({ direction }) => direction === 'egress';
