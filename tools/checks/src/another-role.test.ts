import { basename, join } from 'node:path';
import { roles, type Environment } from '@malinshopper/environments';
import { judge, rules, subjectOf, worldOf } from '@malinshopper/policy/testing';
import type { SynthEntry } from '@malinshopper/stack';
import { appRoots, repositoryRoot } from '@malinshopper/synth';
import { feeds, mailer, synthesized, withRole } from '@malinshopper/testing';

/**
 * The apps of an environment that no file declares, synthesized in this process: another process would get its
 * configuration as text.
 */
function documentsOf(environment: Environment) {
  const own = appRoots(repositoryRoot).map((root) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { default: main } = require(join(repositoryRoot, root, 'src', 'main')) as { default: SynthEntry };
    return [basename(root), JSON.parse(synthesized(main, environment).json) as unknown] as const;
  });
  return { environment, own: new Map(own), hosts: [] };
}

/** The findings of the rules in an environment, by rule and resource. */
const findingsIn = (environment: Environment) =>
  judge(worldOf(documentsOf(environment)), rules)
    .filter(({ fault }) => fault !== undefined)
    .map(({ rule, resource }) => `${rule.id} ${resource.path}`);

describe.each(['production', 'testing'] as const)('%s with another role in the table', (kind) => {
  const before = findingsIn(subjectOf(kind).environment);

  test.each([
    ['feeds', feeds],
    ['mailer', mailer],
  ])('has no finding for %s, which no role has today', (name, traits) => {
    const ofAnyRole = (finding: string) =>
      finding.replace(new RegExp(`/(${[...roles, name].join('|')})\\b`), '/a role');
    const known = new Set(before.map(ofAnyRole));
    expect(findingsIn(withRole(kind, name, traits)).filter((finding) => !known.has(ofAnyRole(finding)))).toEqual([]);
  });
});
