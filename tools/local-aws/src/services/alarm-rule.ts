import { AwsFailure } from '../protocols/failure';

export type AlarmState = 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';

/** The rule of a composite alarm (API reference: PutCompositeAlarm, AlarmRule). */
export interface AlarmRule {
  /** The alarms that it names, by name or ARN. */
  readonly alarms: readonly string[];
  holds(stateOf: (alarm: string) => AlarmState | undefined): boolean;
}

type Expression = (stateOf: (alarm: string) => AlarmState | undefined) => boolean;

const token = /\s*(?:([()])|"((?:[^"\\]|\\.)*)"|([^\s()"]+))/y;

/**
 * Reads a rule: states of alarms, `TRUE` and `FALSE`, joined by `AND`, `OR` and `NOT`, in brackets.
 * @throws ValidationError if it is not valid
 */
export function alarmRule(text: string): AlarmRule {
  const tokens = tokensIn(text);
  const alarms: string[] = [];
  let at = 0;
  const refuse = (what: string) =>
    new AwsFailure('ValidationError', `AlarmRule must be a valid expression: ${what} (${text.slice(0, 200)})`);
  const next = () => tokens[at++] ?? '';
  const expect = (wanted: string) => {
    const found = next();
    if (found !== wanted) throw refuse(`"${wanted}" was expected, got ${found === '' ? 'the end' : `"${found}"`}`);
  };
  const any = (): Expression => {
    let left = all();
    while (tokens[at] === 'OR') {
      at += 1;
      const [one, other] = [left, all()];
      left = (states) => one(states) || other(states);
    }
    return left;
  };
  const all = (): Expression => {
    let left = single();
    while (tokens[at] === 'AND') {
      at += 1;
      const [one, other] = [left, single()];
      left = (states) => one(states) && other(states);
    }
    return left;
  };
  const single = (): Expression => {
    const found = next();
    if (found === 'NOT') {
      const inner = single();
      return (states) => !inner(states);
    }
    if (found === '(') {
      const inner = any();
      expect(')');
      return inner;
    }
    if (found === 'TRUE' || found === 'FALSE') return () => found === 'TRUE';
    if (found === 'ALARM' || found === 'OK' || found === 'INSUFFICIENT_DATA') {
      expect('(');
      const alarm = next();
      if (['', '(', ')'].includes(alarm)) throw refuse(`${found} needs the name of an alarm`);
      alarms.push(alarm);
      expect(')');
      return (states) => states(alarm) === found;
    }
    throw refuse(`"${found}" is not a state or an operator`);
  };
  const holds = any();
  if (at < tokens.length) throw refuse(`"${tokens[at]}" is left over`);
  return { alarms: [...new Set(alarms)], holds };
}

function tokensIn(text: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    found.push(match[1] ?? match[2]?.replaceAll(/\\(.)/g, '$1') ?? match[3] ?? '');
  }
  return found;
}
