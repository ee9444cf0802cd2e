import { closePrototypes } from './closed-prototypes';

test('no member can be added to the prototypes of all objects, lists and functions', () => {
  closePrototypes();
  const added = (value: object) => () => Object.assign(Object.getPrototypeOf(value) as object, { timeout: 1 });
  for (const value of [{}, [], () => undefined, new Map(), Buffer.from('')]) expect(added(value)).toThrow(TypeError);
  expect(({} as { timeout?: number }).timeout).toBeUndefined();
  const own = { toString: () => 'own' };
  expect(String(own)).toBe('own');
});
