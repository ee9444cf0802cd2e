import { isAutomatic, nameAt, nameOfPort, requireGivenName, requireName } from './names';

test.each(['', 'Testing', 'a/b', '../a', '-a', 'a b', 'a'.repeat(61)])(
  'the name %j is refused, with the rule',
  (name) => {
    expect(() => requireGivenName(name)).toThrow(
      `A snapshot's name has 1 to 60 of a-z, 0-9 and "-", and begins with a letter or digit; received ${JSON.stringify(name)}.`,
    );
  },
);

test('a name like the automatic ones of snapshots is refused', () => {
  expect(() => requireGivenName('auto-mine')).toThrow(
    'Names that begin with "auto-" are given to snapshots without a name',
  );
});

test('automatic names are valid, and recognized as such', () => {
  for (const name of [nameAt(new Date('2026-11-29T09:10:11.123Z')), nameOfPort(4566)]) {
    expect(requireName(name)).toBe(name);
    expect(isAutomatic(name)).toBe(true);
  }
  expect(nameAt(new Date('2026-11-29T09:10:11.123Z'))).toBe('auto-20261129-091011123');
  expect(requireGivenName('before-the-move')).toBe('before-the-move');
});
