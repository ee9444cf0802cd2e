import fc from 'fast-check';
import { isNetworkBlock, overlaps, subnetBlock } from './cidr';

const letters = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const tiers = ['private', 'public', 'database'] as const;

describe('address blocks', () => {
  it.each([
    ['10.1.0.0/16', true],
    ['10.1.2.3/16', false],
    ['10.1.0.0/33', false],
    ['not an address', false],
  ])('%s is a network block: %s', (cidr, expected) => {
    expect(isNetworkBlock(cidr)).toBe(expected);
  });

  it.each([
    ['10.1.0.0/16', '10.1.128.0/24', true],
    ['10.1.0.0/16', '10.2.0.0/16', false],
    ['10.0.0.0/8', '10.255.0.0/16', true],
  ])('%s and %s overlap: %s', (a, b, expected) => {
    expect(overlaps(a, b)).toBe(expected);
    expect(overlaps(b, a)).toBe(expected);
  });

  it('are disjoint for every tier and zone, and inside the network', () => {
    const blocks = tiers.flatMap((tier) =>
      letters.map((letter) => subnetBlock('10.7.0.0/16', tier, `eu-west-1${letter}`)),
    );
    for (const block of blocks) {
      expect(isNetworkBlock(block)).toBe(true);
      expect(overlaps(block, '10.7.0.0/16')).toBe(true);
      expect(blocks.filter((other) => overlaps(block, other))).toEqual([block]);
    }
  });

  it('follow from the zone alone, independent of other zones', () => {
    fc.assert(
      fc.property(fc.constantFrom(...tiers), fc.constantFrom(...letters), (tier, letter) => {
        expect(subnetBlock('10.7.0.0/16', tier, `eu-west-1${letter}`)).toBe(
          subnetBlock('10.7.0.0/16', tier, `x${letter}`),
        );
      }),
    );
  });
});
