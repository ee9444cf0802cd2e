import { faultOfCron, meet } from './cron';

describe('a cron expression', () => {
  it.each([
    '0 7 * * MON-FRI',
    '0 7 * * 1-5',
    '30 0 1 1,6,12 *',
    '*/15 8-18 * * *',
    '0 0-12/2 * jan-mar sun',
    '0 0 29 2 *',
    '0 0 31 4 MON',
    '0 0 * * 7',
  ])('%s is one of Auto Scaling', (expression) => {
    expect(faultOfCron(expression)).toBeUndefined();
  });

  it.each([
    ['', /needs five fields/],
    ['0 7 * *', /needs five fields/],
    ['0 7 ? * MON-FRI *', /needs five fields/],
    ['0  7 * * *', /one space/],
    [' 0 7 * * *', /needs five fields/],
    ['0\t7 * * *', /needs five fields/],
    ['@daily', /needs five fields/],
    ['cron(0 7 * * *)', /its minute "cron\(0"/],
    ['60 7 * * *', /its minute "60" must be \*, a number from 0 to 59/],
    ['0 24 * * *', /its hour "24"/],
    ['0 7:30 * * *', /its hour "7:30"/],
    ['0 -1 * * *', /its hour "-1"/],
    ['0 7 0 * *', /its day of the month "0"/],
    ['0 7 32 * *', /its day of the month "32"/],
    ['0 7 L * *', /its day of the month "L"/],
    ['0 7 ? * MON', /its day of the month "\?"/],
    ['0 7 * 13 *', /its month "13" must be \*, a number from 1 to 12 or JAN to DEC/],
    ['0 7 * * 8', /its day of the week "8"/],
    ['0 7 * * MONDAY', /its day of the week "MONDAY"/],
    ['0 7 * * FRI-MON', /its day of the week "FRI-MON"/],
    ['0 7 * * MON#1', /its day of the week "MON#1"/],
    ['0 7 * * 1,', /its day of the week "1,"/],
    ['0 7 * * 1-2-3', /its day of the week "1-2-3"/],
    ['*/0 7 * * *', /its minute "\*\/0"/],
    ['5/10 7 * * *', /its minute "5\/10"/],
    ['0 0 31 2 *', /no month that it names has such a day: it would never run/],
    ['0 0 31 4,6 *', /no month that it names has such a day/],
  ])('%j is refused, with the reason', (expression, fault) => {
    expect(faultOfCron(expression)).toMatch(fault);
  });

  it.each([
    ['0 7 * * MON-FRI', '0 20 * * MON-FRI', false],
    ['0 7 * * MON-FRI', '0 7 * * SAT', false],
    ['0 7 * * MON-FRI', '0 7 * * 5', true],
    ['0 7 * * 0', '*/30 * * * 7', true],
    ['0 7 * * 9', '0 7 * * 9', false],
  ])('%s can mean the same minute as %s: %s', (a, b, expected) => {
    expect(meet(a, b)).toBe(expected);
  });
});
