import { nearest } from './nearest';

const known = ['BeforeInstall', 'AfterInstall', 'ApplicationStop'];

it.each([
  ['AfterInstal', 'AfterInstall'],
  ['afterinstall', 'AfterInstall'],
  ['AppStop', undefined],
  ['AplicationStopp', 'ApplicationStop'],
  ['', undefined],
  ['x'.repeat(60_000), undefined],
])('finds the intended name of %.20p', (received, meant) => {
  expect(nearest(received, known)).toBe(meant);
});
