import { plannedOutputs } from './planned-outputs';

const outputs = (output_changes: object) =>
  Object.fromEntries(plannedOutputs({ format_version: '1.2', output_changes }));

test('an output changes if its value does, or if it is unknown', () => {
  expect(
    outputs({
      same: { actions: ['no-op'], after: 'a', after_unknown: false, after_sensitive: false },
      other: { actions: ['update'], after: 'b', after_unknown: false, after_sensitive: true },
      unknown: { actions: ['update'], after_unknown: true },
      partly: { actions: ['no-op'], after: ['a', null], after_unknown: [false, true] },
    }),
  ).toEqual({
    same: { changes: false, value: 'a', unknown: false, secret: false },
    other: { changes: true, value: 'b', unknown: false, secret: true },
    unknown: { changes: true, value: undefined, unknown: true, secret: false },
    partly: { changes: true, value: ['a', null], unknown: [false, true], secret: false },
  });
});

test('a value that is secret before or after is secret', () => {
  const change = { actions: ['update'], after: 'b', after_unknown: false };
  expect(outputs({ was: { ...change, before_sensitive: true, after_sensitive: false } })['was']?.secret).toBe(true);
});

test('an output that is removed, or has no value, is not published', () => {
  expect(
    outputs({
      gone: { actions: ['delete'], after: null },
      none: { actions: ['update'], after: null, after_unknown: false },
    }),
  ).toEqual({});
});

test('throws for a plan of another format', () => {
  expect(() => plannedOutputs({ format_version: '2.0', output_changes: {} })).toThrow(/format_version/);
});
