import { broken, differing, type Outcome } from './drill';
import { promises } from './promises';
import { report, span } from './report';

const lost = { inDrill: 2000, atMostMinutes: promises.database.lostMinutes, proof: 'the server' };

test('a promise is kept up to its figure, and broken above it', () => {
  const { lostMinutes, backMinutes } = promises.database;
  const most = backMinutes.commands * 60_000;
  expect(broken('database', most, lost)).toEqual([]);
  expect(broken('database', most + 60_000, { ...lost, atMostMinutes: lostMinutes + 1 })).toEqual([
    `up to ${lostMinutes + 1} minutes may be lost, and ${lostMinutes} are promised`,
    `it took ${backMinutes.commands + 1}.0 minutes, and ${backMinutes.commands} are promised`,
  ]);
});

test('the report has what was measured beside what is promised, and what is not met', () => {
  const outcomes: Outcome[] = [
    { name: 'database', milliseconds: 61_000, lost, unmet: [] },
    { name: 'content', milliseconds: 1000, unmet: ['a.txt is not what it was before the disaster.'] },
  ];
  const text = report(outcomes);
  expect(text).toContain('61.0 s');
  expect(text).toContain('31 h');
  expect(text).toContain('database: the server as before; every plan is empty');
  expect(text).toContain('Not met:\n  content: a.txt is not what it was before the disaster.');
  expect(report(outcomes.slice(0, 1))).not.toContain('Not met');
});

test('a span of less than two hours is printed in minutes', () => {
  expect([0, 60, 120, 1860].map(span)).toEqual(['nothing', '60 min', '2 h', '31 h']);
});

test('a resource that is gone or new is a difference, and an automated snapshot of RDS is none', () => {
  const snapshot = (time: string) => `arn:aws:rds:eu-west-1:111122223333:snapshot:rds:production-mysql-${time}`;
  const before = ['a server', 'a key', snapshot('2026-12-01-13-54')];
  expect(differing(before, ['a server', 'a topic', snapshot('2026-12-01-13-58')])).toEqual([
    'a topic exists in addition',
    'a key does not exist any more',
  ]);
  expect(differing(before, ['a server', 'a key'])).toEqual([]);
});
