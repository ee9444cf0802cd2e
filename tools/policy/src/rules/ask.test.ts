import type { Resource, World } from '@malinshopper/synthesized';
import { all, at, exactlyOne, is, onOrUnset, tried, when, type Ask } from './ask';
import { smallWorld } from '../testing/small-world';

/** A launch template with these attributes, and its policy model. */
function template(config: object): readonly [Resource, World] {
  const resource = { aws_launch_template: { web: config } };
  const world = smallWorld([{ key: 'policy-d728d/compute.tfstate', resource }]);
  return [world.resources('aws_launch_template')[0]!, world];
}
const fault = (ask: Ask, config: object) => ask.fault(...template(config));

describe('an ask for an attribute', () => {
  const tokens = is('metadata_options.http_tokens', 'required', undefined, 'optional');

  test('finds the attribute in a block and in a list of one block', () => {
    expect(fault(tokens, { metadata_options: { http_tokens: 'required' } })).toBeUndefined();
    expect(fault(tokens, { metadata_options: [{ http_tokens: 'optional' }] })).toBe(
      'metadata_options.http_tokens is "optional"',
    );
  });

  test('treats an attribute of a missing block as not set', () => {
    expect(fault(tokens, {})).toBe('metadata_options.http_tokens is not set');
  });

  test('finds the one wrong block of several', () => {
    const encrypted = at('block_device_mappings.ebs.encrypted', (value) => value === true);
    const block_device_mappings = [{ ebs: { encrypted: true } }, { device_name: '/dev/sdf', ebs: {} }];
    expect(fault(encrypted, { block_device_mappings })).toBe('block_device_mappings.ebs.encrypted is not set');
  });

  test('breaks the attribute in its block, and creates missing blocks', () => {
    const [unset, optional] = tokens.breaks as unknown as readonly { change: (config: object) => void }[];
    const listed = { metadata_options: [{ http_tokens: 'required', http_endpoint: 'enabled' }] };
    unset!.change(listed);
    expect(listed).toEqual({ metadata_options: [{ http_endpoint: 'enabled' }] });
    const empty = {};
    optional!.change(empty);
    expect(empty).toEqual({ metadata_options: { http_tokens: 'optional' } });
  });

  test('accepts an unset attribute with the default true', () => {
    expect(['true', undefined, false].map((enabled) => fault(onOrUnset('enabled'), { enabled }))).toEqual([
      undefined,
      undefined,
      'enabled is false',
    ]);
  });
});

test('several asks report the first fault, and break every attribute', () => {
  const both = all(is('image_id', 'ami-1', 'ami-2'), is('key_name', undefined, 'production'));
  expect(fault(both, { image_id: 'ami-1', key_name: 'production' })).toBe('key_name is "production"');
  expect(both.breaks.map(({ what }) => what)).toEqual(['image_id is "ami-2"', 'key_name is "production"']);
});

test('a conditional ask reports nothing where its condition is false', () => {
  const ofArm = when(({ config }) => config['architecture'] === 'arm64', is('image_id', 'ami-arm'));
  expect(fault(ofArm, { architecture: 'x86_64', image_id: 'ami-x86' })).toBeUndefined();
  expect(fault(ofArm, { architecture: 'arm64', image_id: 'ami-x86' })).toBe('image_id is "ami-x86"');
});

test('an ask for exactly one counts the resources', () => {
  const one = exactlyOne('security groups', ({ config }) => config['groups'] as unknown[], {});
  expect([[], ['a'], ['a', 'b']].map((groups) => fault(one, { groups }))).toEqual([
    'has 0 security groups',
    undefined,
    'has 2 security groups',
  ]);
});

test('breaks with a place of their own keep it', () => {
  const elsewhere = tried(
    { scenario: 'cluster', path: 'nodes' },
    tried({ path: 'primary' }, is('key_name', undefined, 'a')),
  );
  expect(elsewhere.breaks).toMatchObject([{ scenario: 'cluster', path: 'primary' }]);
});
