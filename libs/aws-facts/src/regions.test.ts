import { endpointOf, globalRegion, regionNames, regions, zoneName, zonesOf } from './regions';

test('a region is none of those that hold what is global', () => {
  expect(regionNames.length).toBeGreaterThan(1);
  expect(regionNames).not.toContain(globalRegion);
});

test.each(regionNames)(
  'the region %s is called as AWS calls regions, and has at least two zones, each once',
  (region) => {
    expect(region).toMatch(/^[a-z]{2}-[a-z]+-\d$/);
    expect(zonesOf(region)).toEqual([...new Set(regions[region].zones)].sort());
    expect(zonesOf(region).length).toBeGreaterThan(1);
    for (const letter of zonesOf(region)) expect(letter).toMatch(/^[a-z]$/);
  },
);

test('a zone is called by its region and its letter', () => {
  expect(zoneName('eu-central-1', 'b')).toBe('eu-central-1b');
});

test('an endpoint is that of a service in a region', () => {
  expect(endpointOf('s3', 'eu-central-1')).toBe('s3.eu-central-1.amazonaws.com');
});
