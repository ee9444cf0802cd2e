import { quotas } from '@malinshopper/aws-facts';
import { grantedTo, grantsOf, QUOTAS_VARIABLE, refuseBeyond } from './granted';

afterEach(() => {
  delete process.env[QUOTAS_VARIABLE];
});

test('an account has what AWS grants a new one, or what the start of the embedded AWS says of it', () => {
  expect(grantedTo('111122223333', 'elasticAddresses')).toBe(quotas.elasticAddresses.newAccount);
  process.env[QUOTAS_VARIABLE] = '{"111122223333":{"elasticAddresses":9}}';
  expect(grantedTo('111122223333', 'elasticAddresses')).toBe(9);
  expect(grantedTo('111122223333', 'vpcs')).toBe(5);
  expect(grantedTo('444455556666', 'elasticAddresses')).toBe(5);
});

test('as many as an account may have are let through, and one more is refused with the code of AWS', () => {
  const ask = (wanted: number) => () => refuseBeyond('111122223333', 'vpcs', wanted, (most) => `at most ${most}`);
  expect(ask(5)).not.toThrow();
  expect(ask(6)).toThrow(expect.objectContaining({ code: 'VpcLimitExceeded', message: 'at most 5' }));
});

test.each([
  ['5', 'an object by account'],
  ['[1]', 'an object by account'],
  ['{', 'an object by account'],
  ['{"production":{}}', '"production" is no account of twelve digits'],
  ['{"111122223333":{"vcpus":1}}', '"vcpus" is none of onDemandVcpus'],
  ['{"111122223333":{"vpcs":-1}}', 'vpcs is a whole number'],
  ['{"111122223333":{"vpcs":"5"}}', 'vpcs is a whole number'],
])('what is no such JSON is refused with what is wrong with it: %s', (said, why) => {
  expect(() => grantsOf({ [QUOTAS_VARIABLE]: said })).toThrow(`${why}`);
  expect(() => grantsOf({ [QUOTAS_VARIABLE]: said })).toThrow(`; got ${said}`);
});
