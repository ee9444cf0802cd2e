import { alarmRule, type AlarmState } from './alarm-rule';

const states = new Map<string, AlarmState>([
  ['errors', 'ALARM'],
  ['closed', 'OK'],
  ['new', 'INSUFFICIENT_DATA'],
  ['a (b) "c"', 'ALARM'],
]);
const holds = (rule: string) => alarmRule(rule).holds((name) => states.get(name));

test.each<[string, boolean]>([
  ['ALARM(errors)', true],
  ['ALARM("errors") AND NOT ALARM("closed")', true],
  ['ALARM(closed) OR INSUFFICIENT_DATA(new)', true],
  ['NOT ( OK(closed) OR FALSE )', false],
  ['FALSE AND FALSE OR TRUE', true],
  ['ALARM("a (b) \\"c\\"")', true],
  ['ALARM(nothing)', false],
])('%s is %s', (rule, expected) => {
  expect(holds(rule)).toBe(expected);
});

test('a rule returns the alarms that it names, each once', () => {
  expect(alarmRule('ALARM(a) AND (OK(b) OR ALARM(a))').alarms).toEqual(['a', 'b']);
});

test.each([
  '',
  'ALARM',
  'ALARM()',
  'ALARM(a',
  'ALARM(a) ALARM(b)',
  'ALARM(a) and OK(b)',
  'errors',
  'NOT',
  '(ALARM(a)',
  'ALARM(a) AND',
])('%j is refused', (rule) => {
  expect(() => alarmRule(rule)).toThrow('AlarmRule must be a valid expression');
});
