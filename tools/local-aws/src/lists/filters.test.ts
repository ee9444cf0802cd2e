import { queryParameters } from '../protocols/query';
import { filtersOf, passes, valuesAt } from './filters';

const filter = (...values: string[]) => ({ name: 'any', values });

describe('a filter of EC2', () => {
  it.each([
    ['the same text', 'web', 'web', true],
    ['another case', 'Web', 'web', false],
    ['a part', 'we', 'web', false],
    ['any characters', 'w*', 'web', true],
    ['one character', 'w?b', 'web', true],
    ['one character too many', 'w??b', 'web', false],
    ['a star that is meant', '\\*', '*', true],
    ['a star that is meant, and another text', '\\*', 'web', false],
    ['characters that mean something in expressions', '10.0.0.0/16', '10x0.0.0/16', false],
  ])('passes or does not: %s', (_, value, found, expected) => {
    expect(passes(filter(value), [found])).toBe(expected);
  });

  it('passes by any of its values, in any of several places', () => {
    expect(passes(filter('a', 'b'), ['c', 'b'])).toBe(true);
    expect(passes(filter('a', 'b'), [])).toBe(false);
  });

  it('is read from the form of a call', () => {
    const form = queryParameters('Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-1&Filter.1.Value.2=vpc-2');
    expect(filtersOf(form)).toEqual([{ name: 'vpc-id', values: ['vpc-1', 'vpc-2'] }]);
  });

  it.each([
    ['a name', 'Filter.1.Value.1=vpc-1', "The filter 'null' is invalid"],
    ['values', 'Filter.1.Name=vpc-id', "The filter 'vpc-id' has no values"],
  ])('is refused without %s', (_, form, message) => {
    expect(() => filtersOf(queryParameters(form))).toThrow(message);
  });
});

test('values are found through all lists in their path', () => {
  const item = { groups: { item: [{ ranges: { item: { cidr: 'a' } } }, { ranges: { item: [{ cidr: 'b' }, {}] } }] } };
  expect(valuesAt(item, ['groups', 'item', 'ranges', 'item', 'cidr'])).toEqual(['a', 'b']);
});
