import { median, ratio } from './measure';

describe('a measurement', () => {
  it('is the middle one of an odd number, and between the two middle ones of an even number', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 2, 9])).toBe(3);
  });

  it('compares neighbours, so that a slow minute of the machine does not count', () => {
    const a = { name: 'a', seconds: [2, 20, 2], peakMB: 0 };
    const b = { name: 'b', seconds: [1, 10, 1], peakMB: 0 };
    expect(ratio(a, b)).toBe(2);
  });
});
