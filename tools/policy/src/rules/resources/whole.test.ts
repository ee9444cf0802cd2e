import { smallWorld } from '../../testing/small-world';
import { whole } from './whole';

const rule = whole.find(({ id }) => id === 'MAL_APP_1')!;
const group = '${aws_security_group.web.id}';

/** The fault of a firewall in one app that refers to a resource in another app. */
const between = (description: string) =>
  smallWorld([
    {
      key: 'policy-d728d/network.tfstate',
      resource: { aws_security_group: { web: { description } } },
      output: { group },
      reads: { compute: 'policy-d728d/compute.tfstate' },
    },
    {
      key: 'policy-d728d/compute.tfstate',
      resource: {
        aws_lb: { web: { security_groups: ['${data.terraform_remote_state.network.outputs.group}'] } },
      },
      output: { name: '${aws_lb.web.name}' },
      reads: { network: 'policy-d728d/network.tfstate' },
    },
  ]);
const faults = (description: string) => {
  const world = between(description);
  return world.resources().map((resource) => rule.check(resource, world));
};

test('an app may depend on another', () => {
  expect(faults('Web servers')).toEqual([undefined, undefined]);
});

test('two apps that depend on each other are reported, from either side', () => {
  expect(faults('In front: ${data.terraform_remote_state.compute.outputs.name}')).toEqual([
    'waits for itself: network/web -> compute/web -> network/web',
    'waits for itself: compute/web -> network/web -> compute/web',
  ]);
});
