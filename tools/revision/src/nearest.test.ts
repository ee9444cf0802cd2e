import { nearest } from './nearest';

const known = ['BeforeInstall', 'AfterInstall', 'ApplicationStop'];

it.each([
  ['AfterInstal', 'AfterInstall'],
  ['afterinstall', 'AfterInstall'],
  ['AppStop', undefined],
  ['AplicationStopp', 'ApplicationStop'],
  ['', undefined],
  ['x'.repeat(60_000), undefined],
])('knows what %.20p was meant to be', (received, meant) => {
  expect(nearest(received, known)).toBe(meant);
});
