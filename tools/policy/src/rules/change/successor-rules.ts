import { block, isTrue, type Resource, type World } from '@malinshopper/synthesized';
import { standaloneRules } from '../network/firewall';
import type { Rule } from '../rule';
import { successors } from './successors';

const types = Object.keys(successors);

/** Only an alarm that a composite one names is kept by CloudWatch. */
const isHeld = (resource: Resource, world: World) =>
  resource.type !== 'aws_cloudwatch_metric_alarm' ||
  world.thatName(resource, 'aws_cloudwatch_composite_alarm').length > 0;

const lifecycleOf = ({ config }: Resource) => block(config['lifecycle']);

/** How what is in use changes. */
export const successorRules: readonly Rule[] = [
  {
    id: 'MAL_CHANGE_1',
    title: 'What AWS keeps while it is in use is replaced by one that is there before it',
    severity: 'high',
    why: 'Its deletion is refused for as long as Terraform tries, and what goes with it, such as the rules of a firewall, is gone',
    fix: 'lifecycle: { createBeforeDestroy: true }, with namePrefix in the place of name',
    types: types.filter((type) => successors[type]!.how === 'first'),
    about: isHeld,
    check: (resource) => {
      const { config, type } = resource;
      if (!isTrue(lifecycleOf(resource)['create_before_destroy'])) return 'create_before_destroy is not set';
      const { by } = successors[type]!;
      if (by === 'prefix' && config['name_prefix'] === undefined) return `name is ${JSON.stringify(config['name'])}`;
      if (by === 'hash' && !/-[0-9a-f]{6}$/.test(String(config['name']))) {
        return `name is ${JSON.stringify(config['name'])}, which does not end in a hash`;
      }
      return undefined;
    },
  },
  {
    id: 'MAL_CHANGE_2',
    title: 'What cannot be replaced while it is in use is not, for a name or a text',
    severity: 'high',
    why: 'AWS cannot change these, and Terraform would delete what running instances, servers and other apps hold on to',
    fix: 'lifecycle: { ignoreChanges: [...] } with the attributes that force a replacement',
    types: types.filter((type) => successors[type]!.ignores),
    check: (resource) => {
      const ignored = [lifecycleOf(resource)['ignore_changes']].flat() as unknown[];
      const missing = successors[resource.type]!.ignores!.filter((attribute) => !ignored.includes(attribute));
      return missing.length > 0 ? `ignore_changes is without ${missing.join(', ')}` : undefined;
    },
  },
  {
    id: 'MAL_CHANGE_3',
    title: 'A load balancer waits for all rules about its firewall',
    severity: 'high',
    why: 'A group that takes the place of another would be attached without its rules, and the site be down meanwhile',
    fix: 'dependsOn: [...firewall.rules], and waitFor of LoadBalancer (apps/compute)',
    types: ['aws_lb'],
    check: ({ config, stack }, world) => {
      const waits = [config['depends_on']].flat();
      const groups = world.targets(config['security_groups'], stack);
      // Its own rules, and those of others that name it: of its own stack, as it can wait for no other.
      const rules = groups
        .flatMap((group) => world.thatName(group, ...standaloneRules))
        .filter((rule) => rule.stack === stack);
      const missing = rules.find(({ address }) => !waits.includes(address));
      return missing && `does not wait for ${missing.path}`;
    },
  },
];
