import { environment } from '@malinshopper/environments';
import { EnvironmentStack } from '@malinshopper/stack';
import { synthesized, type Synthesized } from '@malinshopper/testing';
import { SecurityGroup } from '.';

class SampleStack extends EnvironmentStack {}

function described(group: string, rule = 'Visitors'): Synthesized {
  return synthesized((app, of) => {
    const stack = new SampleStack(app, of, { app: 'sample' });
    const made = new SecurityGroup(stack, 'web', { name: 'web', description: group, vpcId: 'vpc-1' });
    made.allowFrom('http', { peer: { cidrIpv4: '0.0.0.0/0' }, port: 80, description: rule });
    return stack;
  }, environment('testing'));
}

describe('the description of a security group or a rule', () => {
  it('is accepted with every character that AWS accepts', () => {
    const all = 'azAZ09 ._-:/()#,@[]+=&;{}!*';
    expect(described(all).resource('aws_security_group').config.description).toBe(all);
    expect(() => described('a'.repeat(255))).not.toThrow();
  });

  it.each([
    ['The shop – front door', '"–" (U+2013) at character 10'],
    ['Why?', '"?" (U+003F) at character 4'],
    ['50 %', '"%" (U+0025) at character 4'],
    ['Käse', '"ä" (U+00E4) at character 2'],
    ['👍', '"👍" (U+1F44D) at character 1'],
  ])('%j is refused with the character and its place', (text, said) => {
    expect(() => described(text)).toThrow(
      `The description ${JSON.stringify(text)} of sample/web/Resource holds ${said}. AWS takes at most 255 characters`,
    );
  });

  it('of a rule is refused likewise', () => {
    expect(() => described('The shop', "Visitors' browsers")).toThrow(
      `The description "Visitors' browsers" of sample/web/http holds "'" (U+0027) at character 9.`,
    );
  });

  it('is refused when it is too long', () => {
    expect(() => described('a'.repeat(256))).toThrow(
      'of sample/web/Resource has 256 characters. AWS takes at most 255',
    );
  });
});

test('neither a name nor a description replaces a group, and a replacement is created first, with its rules', () => {
  const stack = described('The shop');
  expect(stack.resource('aws_security_group').config).toMatchObject({
    name_prefix: 'web-',
    lifecycle: { create_before_destroy: true, ignore_changes: ['name_prefix', 'description'] },
  });
  expect(stack.resource('aws_vpc_security_group_ingress_rule').config).toMatchObject({
    lifecycle: { create_before_destroy: true },
  });
});
