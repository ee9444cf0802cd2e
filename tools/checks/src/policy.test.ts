import { readFileSync } from 'node:fs';
import { scenarios, reportOf, run, type Scenario, type Outcome } from '@malinshopper/policy';
import {
  checkov,
  checkovAnswers,
  coverageDocument,
  coverageFile,
  gaps,
  guardWaivers,
  notJudged,
  requirementAnswers,
  requirements,
  rules,
  standards,
  terminal,
  typesOf,
  waivers,
} from '@malinshopper/policy/testing';

let outcomes: Outcome[];

beforeAll(async () => {
  outcomes = await Promise.all(scenarios.map((kind) => run(kind)));
});

it.each(scenarios)('in %s every finding has a waiver, and no waiver is expired or unused', (kind) => {
  const report = reportOf(outcomes.filter((outcome) => outcome.scenario === kind));
  expect([report.findings, report.dead].flat().length === 0 ? '' : terminal(report)).toBe('');
  expect(report.environments[0]?.verdicts).toBeGreaterThan(100);
});

describe('the coverage', () => {
  it('leaves no checkov rule of a type in use without a rule of this repository or a reason', () => {
    const answers = checkovAnswers(rules, typesOf(outcomes), notJudged);
    expect(gaps(answers).map(({ type, id, asks }) => `${type} ${id} ${asks}`)).toEqual([]);
  });

  it('leaves no requirement without a rule or a reason', () => {
    expect(gaps(requirementAnswers(rules, notJudged)).map(({ id, asks }) => `${id} ${asks}`)).toEqual([]);
  });

  it('gives no reason for an id that no catalogue and no standard has', () => {
    const ids = Object.keys(notJudged);
    const asked = new Set([
      ...Object.values(checkov).flatMap((of) => Object.keys(of)),
      ...Object.keys(requirements),
      ...standards(ids),
    ]);
    expect(ids.filter((id) => !asked.has(id))).toEqual([]);
  });

  it('contains the title of each rule, and changes with a new type, not with one more resource', () => {
    const document = coverageDocument([{ types: ['aws_vpc'] }]);
    expect(document).toMatch(/^\| CKV2_AWS_11 \| .+ \| aws_vpc \|/m);
    expect(coverageDocument([{ types: ['aws_vpc'] }, { types: ['aws_vpc'] }])).toBe(document);
    expect(coverageDocument([{ types: ['aws_vpc', 'aws_sqs_queue'] }])).not.toBe(document);
  });

  it('is stored as it is now: else run `npm run policy -- --coverage --write`', () => {
    expect(readFileSync(coverageFile, 'utf8')).toBe(coverageDocument(outcomes));
  });
});

describe('the rules', () => {
  it('have ids of their own, and a title, a reason and a fix', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
    for (const { id, title, why, fix } of rules) {
      expect([id, title.length > 10, why.length > 10, fix.length > 10, /[.\n]$/.test(why + fix)]).toEqual([
        id,
        true,
        true,
        true,
        false,
      ]);
    }
  });
});

describe('the waivers', () => {
  it('name an existing rule', () => {
    const ids = new Set(rules.map(({ id }) => id));
    expect([...waivers, ...guardWaivers].map(({ rule }) => rule).filter((rule) => !ids.has(rule))).toEqual([]);
  });

  it('of the guard fail the review of production, and of it alone, if they can permit no change', async () => {
    const path = 'data/database/renamed';
    const guard = [{ ...waivers[0]!, rule: 'MAL_GUARD_1', path, environments: ['production'] as const }];
    const dead = async (kind: Scenario) =>
      (await run(kind, { rules: [], waivers: [], guardWaivers: guard })).dead.map(({ waiver }) => waiver.path);
    expect([await dead('production'), await dead('staging')]).toEqual([[path], []]);
  });
});
