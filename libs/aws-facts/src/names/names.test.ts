import { isNamePrefix, nameAttributeOf, nameFactOf, nameFacts, type NameFact } from '..';

const all: readonly (readonly [string, NameFact])[] = Object.entries(nameFacts);

describe('the table of names', () => {
  it('gives the argument of a resource’s name: `name` by default', () => {
    expect(nameAttributeOf('aws_s3_bucket')).toBe('bucket');
    expect(nameAttributeOf('aws_lb')).toBe('name');
    expect(nameAttributeOf('aws_vpc')).toBe('name');
  });

  it('gives nothing for a type that it does not contain, nor for an inherited property of objects', () => {
    expect(nameFactOf('aws_vpc')).toBeUndefined();
    expect(nameFactOf('toString')).toBeUndefined();
  });

  it('leaves space in a prefix for the 26 digits that the provider appends', () => {
    expect(nameFactOf('aws_security_group')).toMatchObject({ attribute: 'name_prefix', longest: 255 - 26 });
    expect(all.map(([type]) => type).filter(isNamePrefix)).toEqual([
      'aws_db_parameter_group',
      'aws_launch_template',
      'aws_security_group',
      'aws_wafv2_web_acl',
    ]);
  });

  it.each(all)('accepts a name of %s with the length of its limit, in the required case', (_, fact) => {
    const { looks = /^/, longest, lowerCase } = fact;
    const name = looks.source.includes('alias') ? `alias/${'a'.repeat(longest - 6)}` : 'a'.repeat(longest);
    expect(name).toHaveLength(longest);
    expect(name).toMatch(looks);
    if (lowerCase && fact.looks) expect(name.toUpperCase()).not.toMatch(looks);
  });
});
