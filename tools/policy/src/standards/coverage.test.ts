import type { Outcome } from '../run';
import type { Rule } from '../rules/rule';
import { coverageCounts } from './counts';
import { checkovAnswers, gaps, requirementAnswers, ruleCoverage } from './coverage';

const rule = (id: string, covers: string[] = []): Rule => ({
  id,
  covers,
  title: id,
  severity: 'low',
  why: 'a test',
  fix: 'a test',
  types: ['aws_vpc'],
  breaks: [],
  check: () => undefined,
});
const judgedBy = (of: Rule, fault?: string, waiver?: object) => ({ rule: of, resource: {}, fault, waiver });
const outcomes = (...judged: object[]) => [{ judged }] as unknown as Outcome[];

test('a rule is counted by its judged, passed, waived and failed resources', () => {
  const [one, other] = [rule('R1'), rule('R2')];
  const judged = outcomes(judgedBy(one), judgedBy(one, 'bad'), judgedBy(one, 'bad', {}));
  expect(ruleCoverage([one, other], judged)).toMatchObject([
    { judged: 3, passed: 1, waived: 1, failing: 1 },
    { judged: 0, passed: 0, waived: 0, failing: 0 },
  ]);
});

test('the counts are printed by rule, with their sums', () => {
  const [one, other] = [rule('R1'), rule('LONGER_2')];
  const judged = outcomes(judgedBy(one), judgedBy(one, 'bad'), judgedBy(one, 'bad', {}), judgedBy(other));
  expect(coverageCounts([one, other], judged).split('\n')).toEqual([
    'rule      judged  passed  waived  failing',
    'R1             3       1       1        1  R1',
    'LONGER_2       1       1       0        0  LONGER_2',
    'all            4       2       1        1',
  ]);
});

test('a requirement of a catalogue on a type is met by the rule of its id, or by one that covers it', () => {
  const answers = checkovAnswers([rule('CKV2_AWS_11'), rule('MAL_1', ['CKV2_AWS_12'])], new Set(['aws_vpc']), {});
  expect(answers.find(({ id }) => id === 'CKV2_AWS_11')?.rules).toEqual(['CKV2_AWS_11']);
  expect(answers.find(({ id }) => id === 'CKV2_AWS_12')?.rules).toEqual(['MAL_1']);
  expect(gaps(answers).map(({ id }) => id)).toEqual(['CKV2_AWS_1']);
});

test('types that no app creates have no requirements', () => {
  expect(checkovAnswers([], new Set(['aws_made_up']), {})).toEqual([]);
});

test('a reason closes a gap as a rule does', () => {
  const open = gaps(requirementAnswers([rule('R1', ['N2'])], { N1: 'the schema refuses it' }));
  expect(open.map(({ id }) => id)).not.toContain('N1');
  expect(open.map(({ id }) => id)).not.toContain('N2');
  expect(open.map(({ id }) => id)).toContain('N3');
});
