import { closedAt } from './windows';

const windows = { backup: '23:30-00:30', maintenance: 'sat:23:00-sun:01:00' };
const at = (time: string) => closedAt(new Date(time), windows);

test.each([
  // 2026-11-30 is a Monday.
  ['2026-11-30T22:30:00Z', 'the hour before begins'],
  ['2026-11-30T23:45:00Z', 'the window lasts'],
  ['2026-12-01T00:30:00Z', 'the window ends, the day after'],
])('a job cannot begin at %s: %s', (time) => {
  expect(at(time)).toBe(
    'Backup job could not start because it is either inside or too close to the automated backup window configured in RDS ' +
      'instance.',
  );
});

test.each(['2026-12-05T22:00:00Z', '2026-12-06T00:45:00Z', '2026-12-06T01:00:00Z'])(
  'a job cannot begin at %s: the server is maintained over the end of the week',
  (time) => {
    expect(at(time)).toContain('too close to the weekly maintenance window');
  },
);

test.each(['2026-11-30T22:29:00Z', '2026-12-01T00:31:00Z', '2026-12-05T21:59:00Z', '2026-12-06T01:01:00Z'])(
  'a job can begin at %s',
  (time) => {
    expect(at(time)).toBeUndefined();
  },
);
