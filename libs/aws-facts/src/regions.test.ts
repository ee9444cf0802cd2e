import { endpointOf, globalRegion, regionNames, regions, zoneName, zonesOf } from './regions';

test('no region is that of global resources', () => {
  expect(regionNames.length).toBeGreaterThan(1);
  expect(regionNames).not.toContain(globalRegion);
});

test.each(regionNames)('the region %s has a name in AWS’s form, and at least two distinct zones', (region) => {
  expect(region).toMatch(/^[a-z]{2}-[a-z]+-\d$/);
  expect(zonesOf(region)).toEqual([...new Set(regions[region].zones)].sort());
  expect(zonesOf(region).length).toBeGreaterThan(1);
  for (const letter of zonesOf(region)) expect(letter).toMatch(/^[a-z]$/);
});

test('the name of a zone is its region and its letter', () => {
  expect(zoneName('eu-central-1', 'b')).toBe('eu-central-1b');
});

test('an endpoint belongs to a service in a region', () => {
  expect(endpointOf('s3', 'eu-central-1')).toBe('s3.eu-central-1.amazonaws.com');
});
