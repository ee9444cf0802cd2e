import type { World } from '@malinshopper/synthesized';
import type { Changeable } from '../../testing/mutation';
import { custom } from '../ask';
import { firewallRulesOf, inWords, type FirewallRule } from './firewall';
import type { Row } from '../table';

type Test = (rule: FirewallRule, world: World) => boolean;

/**
 * The part of a row with the demand that no firewall rule that passes `of` is `wrong`. A resource without a rule that
 * passes `of` is not judged.
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

/** A break: a rule has other ports. */
export const onPorts =
  (from: number, to = from) =>
  (config: Changeable): void => {
    Object.assign(config, { from_port: from, to_port: to });
  };

/** A break: a rule has another peer, and other attributes. */
export const meeting =
  (other: object, ...ports: readonly number[]) =>
  (config: Changeable): void => {
    for (const side of ['referenced_security_group_id', 'cidr_ipv4', 'prefix_list_id']) delete config[side];
    if (ports[0] !== undefined) onPorts(ports[0], ports[1])(config);
    Object.assign(config, other);
  };

/** A break: a rule is for every protocol, and names no port. */
export const everyProtocol = (config: Changeable): void => {
  config.ip_protocol = '-1';
  delete config.from_port;
  delete config.to_port;
};
