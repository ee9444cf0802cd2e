import { isAboutEverything } from './parts';

test.each([
  ['has no filter', {}],
  ['has an empty filter', { filter: [{}] }],
  ['has the empty prefix', { filter: [{ prefix: '' }] }],
  ['has the empty prefix in one block', { filter: { prefix: '' } }],
])('a lifecycle rule that %s applies to every object', (_what, rule) => {
  expect(isAboutEverything({ status: 'Enabled', ...rule })).toBe(true);
});

test.each([
  ['is switched off', { status: 'Disabled' }],
  ['has a prefix', { filter: [{ prefix: 'logs/' }] }],
  ['has a prefix in the deprecated form', { prefix: 'logs/' }],
  ['has a tag', { filter: [{ tag: { key: 'Old', value: 'yes' } }] }],
  ['has a size', { filter: [{ object_size_greater_than: '1' }] }],
])('a lifecycle rule that %s does not apply to every object', (_what, rule) => {
  expect(isAboutEverything({ status: 'Enabled', ...rule })).toBe(false);
});
