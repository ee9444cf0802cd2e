import fc from 'fast-check';
import { resourceName } from './names';

const words = fc.array(fc.stringMatching(/^[a-zA-Z0-9]([a-zA-Z0-9-]{0,60}[a-zA-Z0-9])?$/), {
  minLength: 1,
  maxLength: 6,
});
const limits = {
  bucket: 63,
  loadBalancer: 32,
  targetGroup: 32,
  role: 64,
  user: 64,
  group: 128,
  database: 63,
  codeDeploy: 100,
  cache: 40,
  queue: 80,
} as const;
const kinds = Object.keys(limits) as (keyof typeof limits)[];

describe('the name of an AWS resource', () => {
  it('is its parts, as long as they fit', () => {
    expect(resourceName('loadBalancer', 'testing', 'web')).toBe('testing-web');
  });

  it('never exceeds the limit of its kind, and never ends in a hyphen', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), words, (kind, parts) => {
        const name = resourceName(kind, ...parts);
        expect(name.length).toBeLessThanOrEqual(limits[kind]);
        expect(name).toMatch(/^[a-zA-Z0-9].*[a-zA-Z0-9]$|^[a-zA-Z0-9]$/);
      }),
    );
  });

  it('stays different for different parts when it is cut', () => {
    const long = 'a-very-long-branch-name-that-does-not-fit';
    const [one, two] = [resourceName('targetGroup', long, 'web'), resourceName('targetGroup', long, 'fetcher')];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^a-very-long-branch-name-t-[0-9a-f]{6}$/);
  });

  it('is in lower case where AWS asks for that', () => {
    expect(resourceName('bucket', 'Malinshopper', 'content')).toBe('malinshopper-content');
  });

  it('may have slashes where it is a path', () => {
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
