import { environment } from '@malinshopper/environments';
import { stripVTControlCharacters } from 'node:util';
import { Stack, World } from '@malinshopper/synthesized';
import { judge } from '../judge';
import type { Outcome } from '../run';
import type { Rule } from '../rules/rule';
import { madeUpStack } from '@malinshopper/synthesized/testing';
import { withWaivers, type Waiver } from '../waivers/waiver';
import { isClean, reportOf } from './report';
import { sarif } from './sarif';
import { terminal } from './terminal';

const rule: Rule = {
  id: 'MAL_TEST_1',
  title: 'Every queue has a name',
  severity: 'high',
  why: 'A queue without a name cannot be found',
  fix: 'Give it a name',
  types: ['aws_sqs_queue'],
  breaks: [],
  check: ({ config }) => (config['name'] === undefined ? 'there is no name' : undefined),
};
const waiver: Waiver = {
  rule: rule.id,
  path: 'data/old',
  environments: ['production'],
  reason: 'goes with version 2',
  owner: 'data',
  expires: '2026-12-31',
};
const stack = new Stack(madeUpStack({ aws_sqs_queue: { good: { name: 'a' }, bad: {}, old: {} } }));
const world = new World(environment('production'), [stack]);
const outcome = (waivers: readonly Waiver[]): Outcome => ({
  scenario: 'production',
  environment: world.environment,
  resources: 3,
  types: ['aws_sqs_queue'],
  took: 1.4,
  ...withWaivers(judge(world, [rule]), 'production', waivers, '2026-11-23'),
});
const locations = new Map([
  ['production', { 'data/bad': ['libs/constructs/src/queue.ts:12', 'apps/data/src/data-stack.ts:30'] }],
] as const);
const report = reportOf([outcome([waiver])], locations);

test('a finding reports the fault, its address, its place in the program and in the sources, the reason and the fix', () => {
  expect(stripVTControlCharacters(terminal(report))).toBe(
    `high MAL_TEST_1 Every queue has a name\n  production: aws_sqs_queue.bad (data/bad)\n    there is no name\n    libs/constructs/src/queue.ts:12, asked for at apps/data/src/data-stack.ts:30\n  why: A queue without a name cannot be found\n  fix: Give it a name\n\n✖ production 3 resources, 3 verdicts in 1 ms: 1 findings, 1 waived`,
  );
});

test('a waived finding is no finding, and is reported with its reason', () => {
  expect(report.findings.map(({ path }) => path)).toEqual(['data/bad']);
  expect(report.waived).toMatchObject([{ path: 'data/old', waiver: { reason: 'goes with version 2', owner: 'data' } }]);
});

test('a report is clean without findings and without expired or unused waivers', () => {
  const all = { ...waiver, path: 'data/*' };
  expect(isClean(report)).toBe(false);
  expect(isClean(reportOf([outcome([all])]))).toBe(true);
  const dead = reportOf([outcome([all, { ...waiver, rule: 'MAL_TEST_2' }])]);
  expect(isClean(dead)).toBe(false);
  expect(stripVTControlCharacters(terminal(dead))).toContain('waiver MAL_TEST_2 of data/old is needed by nothing');
});

test('in SARIF, a finding is an error at its line, with the lines of its callers', () => {
  const [run] = sarif(report).runs;
  expect(run?.tool.driver.rules).toMatchObject([{ id: 'MAL_TEST_1', help: { text: 'Give it a name' } }]);
  expect(run?.results?.[0]).toMatchObject({
    ruleId: 'MAL_TEST_1',
    level: 'error',
    message: { text: 'production: aws_sqs_queue.bad: there is no name' },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'libs/constructs/src/queue.ts' },
          region: { startLine: 12 },
        },
        logicalLocations: [{ fullyQualifiedName: 'data/bad' }],
      },
    ],
    relatedLocations: [{ physicalLocation: { artifactLocation: { uri: 'apps/data/src/data-stack.ts' } } }],
  });
  expect(run?.results?.[0]).not.toHaveProperty('suppressions');
});

test('in SARIF, a waived finding is suppressed, and one without a line is identified by its construct', () => {
  const waived = sarif(report).runs[0]?.results?.[1];
  expect(waived?.suppressions).toEqual([
    { kind: 'external', justification: 'goes with version 2 (data, until 2026-12-31)' },
  ]);
  expect(waived?.locations).toEqual([{ logicalLocations: [{ fullyQualifiedName: 'data/old', kind: 'resource' }] }]);
});

test('no part of a finding is hidden, on a terminal and in SARIF', () => {
  const named = new Stack(madeUpStack({ aws_sqs_queue: { 'b\u202ead': {} } }));
  const made = outcome([]);
  const bad = reportOf([
    {
      ...made,
      ...withWaivers(judge(new World(environment('production'), [named]), [rule]), 'production', [], '2026-11-23'),
    },
  ]);
  expect(stripVTControlCharacters(terminal(bad))).toContain('aws_sqs_queue.b\\u202ead');
  expect(sarif(bad).runs[0]?.results?.[0]?.message.text).toContain('aws_sqs_queue.b\\u202ead');
});
