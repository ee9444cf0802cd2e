import { Synthesized } from './synthesized';

const meta = (path: string) => ({ '//': { metadata: { path } } });
const stack = new Synthesized(
  JSON.stringify({
    resource: { aws_subnet: { a: { ...meta('s/a'), cidr: 1 }, b: { ...meta('s/b'), cidr: 2 } } },
    data: { terraform_remote_state: { network: { config: { key: 'testing/network.tfstate' } } } },
  }),
);

describe('a synthesized stack', () => {
  it('gives every resource of a type, with address, path and attributes', () => {
    expect(stack.resources('aws_subnet')).toEqual([
      { address: 'aws_subnet.a', path: 's/a', config: { cidr: 1 } },
      { address: 'aws_subnet.b', path: 's/b', config: { cidr: 2 } },
    ]);
  });

  it('gives the one requested resource', () => {
    expect(stack.resource('aws_subnet', '/b').config.cidr).toBe(2);
  });

  it('refuses to give one of several, or of none, and lists the existing ones', () => {
    expect(() => stack.resource('aws_subnet')).toThrow(
      '2 resources of aws_subnet end in "", not one. There are: s/a, s/b.',
    );
    expect(() => stack.resource('aws_vpc')).toThrow('0 resources of aws_vpc end in "", not one. There are: none.');
  });

  it('lists the states that it reads', () => {
    expect(stack.upstreamStates).toEqual(['testing/network.tfstate']);
  });
});
