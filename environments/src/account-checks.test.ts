import { accountConfigs } from './accounts';
import { assertAccounts } from './account-checks';

describe('an account that AWS would refuse is refused with the rule:', () => {
  const { production: first, nonproduction: second } = accountConfigs;
  const change = (changes: object) => () =>
    assertAccounts({ production: first, nonproduction: { ...second, ...changes } });

  it.each<[string, object, RegExp]>([
    ['an id of eleven digits', { id: '44445555666' }, /an account id: twelve digits.*at nonproduction\.id/s],
    ['an id with hyphens', { id: '4444-5555-6666' }, /twelve digits/],
    ['the id of the other', { id: '111122223333' }, /the id 111122223333 of nonproduction is that of production/],
    ['another name', { name: 'production' }, /nonproduction\.name is production/],
    ['another region', { region: 'us-east-1' }, /at nonproduction\.region/],
    ['a further region without facts', { alsoIn: ['us-east-1'] }, /at nonproduction\.alsoIn\[0\]/],
    ['a further region twice', { alsoIn: ['eu-central-1', 'eu-central-1'] }, /a region must not be named twice/],
    [
      'a zone that is not a DNS name',
      { hostedZones: ['Testing.malinshopper.com'] },
      /at nonproduction\.hostedZones\[0\]/,
    ],
    [
      'a zone twice',
      { hostedZones: [...second.hostedZones, 'dev.malinshopper.com'] },
      /a zone must not be named twice/,
    ],
    [
      'a zone of the other',
      { hostedZones: [...second.hostedZones, 'malinshopper.com'] },
      /the hosted zone malinshopper\.com/,
    ],
    [
      'a budget of nothing',
      { budget: { usdPerMonth: 0, notify: 'a@example.com' } },
      /at nonproduction\.budget\.usdPerMonth/,
    ],
    ['a budget below nothing', { budget: { usdPerMonth: -5, notify: 'a@example.com' } }, /budget\.usdPerMonth/],
    [
      'a budget without an end',
      { budget: { usdPerMonth: Number.POSITIVE_INFINITY, notify: 'a@example.com' } },
      /budget\.usdPerMonth/,
    ],
    ...[
      'nobody',
      'a@b',
      'a b@example.com',
      'a@example.com, b@example.com',
      '.a@example.com',
      'a@-x.com',
      `${'a'.repeat(65)}@example.com`,
    ].map((notify): [string, object, RegExp] => [
      `mail to ${notify}`,
      { budget: { usdPerMonth: 5, notify } },
      /budget\.notify/,
    ]),
    ['an administrator by a whole ARN', { administrators: ['arn:aws:iam::1:role/x'] }, /the end of the ARN of a role/],
    ['a bucket of a partner by its ARN', { partnerBuckets: ['arn:aws:s3:::feeds'] }, /the name of a bucket/],
    ['a bucket of a partner twice', { partnerBuckets: ['feeds', 'feeds'] }, /a bucket must not be named twice/],
    ['no administrator', { administrators: [] }, /at nonproduction\.administrators/],
    [
      'three name servers',
      { delegations: [{ ...first.delegations[0], nameServers: ['a.example.com', 'b.example.com', 'c.example.com'] }] },
      /at nonproduction\.delegations\[0\]\.nameServers/,
    ],
    [
      'a delegation in a zone that it does not host, of a zone that no other account has',
      { delegations: [{ ...first.delegations[0]!, zone: 'x.example.org' }] },
      /in malinshopper\.com, which it does not host.*which it is no part of.*which no other account hosts/s,
    ],
  ])('%s', (_what, changes, message) => {
    expect(change(changes)).toThrow(message);
  });

  it('and the accounts of this repository are accepted', () => {
    expect(change({})).not.toThrow();
  });
});
