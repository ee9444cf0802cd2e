import { closePrototypes } from './closed-prototypes';

test('no member can be added to what all objects, lists and functions inherit from', () => {
  closePrototypes();
  const added = (value: object) => () => Object.assign(Object.getPrototypeOf(value) as object, { timeout: 1 });
  for (const value of [{}, [], () => undefined, new Map(), Buffer.from('')]) expect(added(value)).toThrow(TypeError);
  expect(({} as { timeout?: number }).timeout).toBeUndefined();
  const own = { toString: () => 'own' };
  expect(String(own)).toBe('own');
});
