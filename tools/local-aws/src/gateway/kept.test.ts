import { services } from '../services';
import { collected, keep, packKept, unpackKept, type Kept } from './kept';
import { Store } from './store';

const place = { account: '111111111111', region: 'eu-west-1' };
const counting = (name: string) => new Store(name, () => new Map<string, unknown>());

test('the services of a gateway keep their states under separate names', () => {
  const { kept } = collected(() => services());
  const names = kept.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(expect.arrayContaining(['codedeploy', 'codedeploy/engine', 's3/policy', 'rds/instances']));
});

test('a second store under the same name is refused, since a snapshot could hold one of them only', () => {
  expect(() => collected(() => [counting('twice'), counting('twice')])).toThrow(
    'The gateway keeps two states under the name twice: a snapshot could hold only one. Rename one.',
  );
});

test('a store without a name is refused', () => {
  expect(() => counting('')).toThrow(
    'A state of the gateway needs a name of letters, digits, "-" and "/"; received "".',
  );
});

test('a kept state is restored in another gateway, and a state that two stores share is shared again', () => {
  const make = () => [counting('one'), counting('two')] as const;
  const before = collected(make);
  const shared = { bytes: Buffer.from('x'), set: new Set([1]) };
  for (const store of before.made) store.of(place).set('shared', shared);

  const after = collected(make);
  unpackKept(after.kept, packKept(before.kept));
  const [one, two] = after.made.map((store) => store.of(place).get('shared'));
  expect(one).toEqual(shared);
  expect(one).toBe(two);
  expect(after.made[0].of({ ...place, region: 'us-east-1' }).size).toBe(0);
});

test('a function in a store is refused, with its place', () => {
  const { made, kept } = collected(() => counting('calls'));
  made.of(place).set('again', { now: () => undefined });
  expect(() => packKept(kept)).toThrow(
    'A snapshot cannot hold calls > 111111111111/eu-west-1 > again > now: it is a function.',
  );
});

test('an object of a class is refused, since it would be restored without its class', () => {
  const { made, kept } = collected(() => counting('ends'));
  made.of(place).set('stop', new AbortController());
  expect(() => packKept(kept)).toThrow('it is an object of the class AbortController. Keep plain objects');
});

test.each([
  [['one'], ['one', 'two'], 'two is not in it'],
  [['one', 'two'], ['one'], 'two is unknown here'],
])('the state of a gateway with %j is refused by one with %j', (before, after, why) => {
  const named = (names: readonly string[]) => collected(() => names.map(counting)).kept;
  expect(() => unpackKept(named(after), packKept(named(before)))).toThrow(
    `The snapshot is of a gateway with other states: ${why}.`,
  );
});

test('a state that is made outside of a gateway is kept by none', () => {
  const alone: Kept = { name: 'alone', save: () => 1, restore: () => undefined };
  keep(alone);
  expect(collected(() => undefined).kept).toEqual([]);
});
