import { isNamePrefix, nameAttributeOf, nameFactOf, nameFacts, type NameFact } from '..';

const all: readonly (readonly [string, NameFact])[] = Object.entries(nameFacts);

describe('the table of names', () => {
  it('says where the name of a resource stands: in `name`, where it says nothing else', () => {
    expect(nameAttributeOf('aws_s3_bucket')).toBe('bucket');
    expect(nameAttributeOf('aws_lb')).toBe('name');
    expect(nameAttributeOf('aws_vpc')).toBe('name');
  });

  it('knows nothing of a type that it does not hold, an inherited name of objects neither', () => {
    expect(nameFactOf('aws_vpc')).toBeUndefined();
    expect(nameFactOf('toString')).toBeUndefined();
  });

  it('leaves room in a prefix for the 26 digits that the provider appends', () => {
    expect(nameFactOf('aws_security_group')).toMatchObject({ attribute: 'name_prefix', longest: 255 - 26 });
    expect(all.map(([type]) => type).filter(isNamePrefix)).toEqual([
      'aws_db_parameter_group',
      'aws_launch_template',
      'aws_security_group',
      'aws_wafv2_web_acl',
    ]);
  });

  it.each(all)('takes a name of %s that is as long as its limit, in the case that it asks for', (_, fact) => {
    const { looks = /^/, longest, lowerCase } = fact;
    const name = looks.source.includes('alias') ? `alias/${'a'.repeat(longest - 6)}` : 'a'.repeat(longest);
    expect(name).toHaveLength(longest);
    expect(name).toMatch(looks);
    if (lowerCase && fact.looks) expect(name.toUpperCase()).not.toMatch(looks);
  });
});
