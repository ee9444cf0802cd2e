import { quotas } from '@malinshopper/aws-facts';
import { grantedTo, grantsOf, QUOTAS_VARIABLE, refuseBeyond } from './granted';

afterEach(() => {
  delete process.env[QUOTAS_VARIABLE];
});

test('an account has the quota of a new one, or the one that was configured at the start of the embedded AWS', () => {
  expect(grantedTo('111122223333', 'elasticAddresses')).toBe(quotas.elasticAddresses.newAccount);
  process.env[QUOTAS_VARIABLE] = '{"111122223333":{"elasticAddresses":9}}';
  expect(grantedTo('111122223333', 'elasticAddresses')).toBe(9);
  expect(grantedTo('111122223333', 'vpcs')).toBe(5);
  expect(grantedTo('444455556666', 'elasticAddresses')).toBe(5);
});

test('resources up to the quota are allowed, and one more is refused with the code of AWS', () => {
  const ask = (wanted: number) => () => refuseBeyond('111122223333', 'vpcs', wanted, (most) => `at most ${most}`);
  expect(ask(5)).not.toThrow();
  expect(ask(6)).toThrow(expect.objectContaining({ code: 'VpcLimitExceeded', message: 'at most 5' }));
});

test.each([
  ['5', 'an object by account'],
  ['[1]', 'an object by account'],
  ['{', 'an object by account'],
  ['{"production":{}}', '"production" is not an account of twelve digits'],
  ['{"111122223333":{"vcpus":1}}', '"vcpus" is not one of onDemandVcpus'],
  ['{"111122223333":{"vpcs":-1}}', 'vpcs is a whole number'],
  ['{"111122223333":{"vpcs":"5"}}', 'vpcs is a whole number'],
])('a wrong variable is refused with its fault: %s', (said, why) => {
  expect(() => grantsOf({ [QUOTAS_VARIABLE]: said })).toThrow(`${why}`);
  expect(() => grantsOf({ [QUOTAS_VARIABLE]: said })).toThrow(`; got ${said}`);
});
