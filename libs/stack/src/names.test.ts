import fc from 'fast-check';
import { longestName, nameKinds, resourceName } from './names';

const words = fc.array(fc.stringMatching(/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,60}[a-zA-Z0-9])?$/), {
  minLength: 1,
  maxLength: 6,
});
describe('the name of an AWS resource', () => {
  it('consists of its parts, if they fit', () => {
    expect(resourceName('loadBalancer', 'testing', 'web')).toBe('testing-web');
  });

  it('never exceeds the limit of its kind, and never ends in a hyphen', () => {
    fc.assert(
      fc.property(fc.constantFrom(...nameKinds), words, (kind, parts) => {
        const name = resourceName(kind, ...parts);
        expect(name.length).toBeLessThanOrEqual(longestName(kind));
        expect(name).toMatch(/^[a-zA-Z0-9].*[a-zA-Z0-9]$|^[a-zA-Z0-9]$/);
      }),
    );
  });

  it.each([
    // ELB API, CreateLoadBalancer.
    ['loadBalancer', 32],
    // EC2 API, CreateLaunchTemplate: the provider takes 125, and appends 26 digits to the hyphen behind the name.
    ['launchTemplate', 125 - 26 - 1],
    // KMS API, CreateAlias: 256 with `alias/` before the name.
    ['keyAlias', 250],
    // RDS API, CreateEventSubscription: "less than 255 characters".
    ['eventSubscription', 254],
  ] as const)('of the kind %s has at most %i characters', (kind, longest) => {
    expect(longestName(kind)).toBe(longest);
    expect(resourceName(kind, 'a'.repeat(300))).toHaveLength(longest);
  });

  it('differs for different parts even when it is cut', () => {
    const long = 'a-very-long-branch-name-that-does-not-fit';
    const [one, two] = [resourceName('targetGroup', long, 'web'), resourceName('targetGroup', long, 'fetcher')];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^a-very-long-branch-name-t-[0-9a-f]{6}$/);
  });

  it('is in lower case where AWS requires it', () => {
    expect(resourceName('bucket', 'Malinshopper', 'content')).toBe('malinshopper-content');
  });

  it('can have slashes where it is a path', () => {
    expect(resourceName('logGroup', '/malinshopper/testing/web')).toBe('/malinshopper/testing/web');
    expect(resourceName('logGroup', '/aws/route53/example.com')).toBe('/aws/route53/example.com');
    expect(() => resourceName('keyAlias', 'example.com')).toThrow('A keyAlias cannot be named with "example.com"');
  });

  it.each([['feature/checkout'], ['web_tier'], [''], ['-web']])('is refused for the part %p', (part) => {
    expect(() => resourceName('role', 'testing', part)).toThrow(
      `A role cannot be named with ${JSON.stringify(part)}: use letters, digits and hyphens`,
    );
  });
});
