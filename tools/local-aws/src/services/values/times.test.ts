import { isAwsSchedule, isTimeZone, isUnixCron, overlap, windowOf } from './times';

test.each(['0 7 * * *', '*/15 6-22 * * 1-5', '0 0 1 JAN,JUL MON', '59 23 31 12 7', '0,30 8-18/2 * * *'])(
  '%s is a recurrence of a scaling group',
  (written) => expect(isUnixCron(written)).toBe(true),
);
test.each([
  '',
  '0 7 * *',
  '60 7 * * *',
  '0 24 * * *',
  '0 7 0 * *',
  '0 7 * 13 *',
  '0 7 * * 8',
  '0 7 * * MONDAY',
  '0 9-7 * * *',
  'cron(0 7 * * ? *)',
  '*/0 * * * *',
  '@daily',
  '0 7 ? * *',
])('%j is not one', (written) => expect(isUnixCron(written)).toBe(false));

test.each([
  'rate(1 minute)',
  'rate(5 minutes)',
  'rate(12 hours)',
  'cron(0 3 * * ? *)',
  'cron(0/15 * ? * MON-FRI *)',
  'cron(0 3 L * ? *)',
  'cron(0 3 ? * 6#3 *)',
  'cron(0 3 ? * SUN 2026-2030)',
])('%s is a schedule of EventBridge and of AWS Backup', (written) => expect(isAwsSchedule(written)).toBe(true));
test.each([
  '',
  '0 3 * * ? *',
  'rate(1 minutes)',
  'rate(5 minute)',
  'rate(0 minutes)',
  'rate(5 weeks)',
  'cron(0 3 * * * *)',
  'cron(0 3 ? * ? *)',
  'cron(0 3 * * ?)',
  'cron(0 25 * * ? *)',
  'cron(0 3 ? * 0 *)',
])('%j is not one', (written) => expect(isAwsSchedule(written)).toBe(false));

test.each(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+1'])('%s is a time zone', (name) =>
  expect(isTimeZone(name)).toBe(true),
);
test.each(['', 'Berlin', 'Europe/Atlantis', 'europe/berlin', '+01:00', 'CEST', 'Mars/Olympus'])(
  '%j is not one',
  (name) => expect(isTimeZone(name)).toBe(false),
);

test('a window has a length, also over midnight and over the end of the week', () => {
  expect(windowOf('23:30-00:30')?.length).toBe(60);
  expect(windowOf('sun:23:30-mon:00:15')?.length).toBe(45);
  expect(['1:30-02:30', '01:30', '24:00-01:00', 'son:03:00-son:04:00', ''].map(windowOf)).toEqual(
    Array(5).fill(undefined),
  );
});

test('two windows overlap if a minute is in both, on any day', () => {
  expect(overlap('01:30-02:30', 'sun:02:00-sun:03:00')).toBe(true);
  expect(overlap('23:30-00:30', 'wed:00:00-wed:01:00')).toBe(true);
  expect(overlap('01:30-02:30', 'sun:02:30-sun:03:30')).toBe(false);
});
