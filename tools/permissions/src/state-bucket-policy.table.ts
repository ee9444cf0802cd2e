import { accountNames, accounts, appNames, stateBucket } from '@malinshopper/environments';
import { stateBucketRows, type StateBucketRow } from '@malinshopper/policy/forbidden';
import { isAllowed, type Statement } from '@malinshopper/testing';
import { accessOf } from './roles';

/** As if the policies of an identity allowed everything: only the denials of the bucket itself remain. */
const everything: readonly Statement[] = [{ Sid: 'Everything', Effect: 'Allow', Action: '*', Resource: '*' }];

describe.each(accountNames)('the policy of the state bucket of %s', (name) => {
  const account = accounts[name];
  const policy = accessOf(account).stateBucket;
  const judge = ({ who, action, key, compared }: StateBucketRow, statements: readonly Statement[]) =>
    isAllowed(
      {
        what: action,
        action,
        resource: `arn:aws:s3:::${stateBucket(account)}${key}`,
        context: { 's3:TlsVersion': '1.3', 'aws:SecureTransport': 'true', ...compared },
      },
      { account, arn: who, statements: everything },
      statements,
    );
  const table = stateBucketRows(account);

  test('allows the principals of the table their calls, and denies the rest', async () => {
    const wrong: StateBucketRow[] = [];
    for (const row of table) if ((await judge(row, policy)) !== row.may) wrong.push(row);
    expect(wrong).toEqual([]);
  });

  test('needs each of its own statements', async () => {
    const own = policy.filter(({ Sid }) => !Sid?.startsWith('Tls'));
    expect(own).toHaveLength(2 * appNames.length + 8);
    for (const statement of own) {
      const others = policy.filter((one) => one !== statement);
      const refused = table.filter(({ action, may }) => !may && [statement.Action ?? []].flat().includes(action));
      const opens = async () => {
        for (const row of refused) if (await judge(row, others)) return true;
        return false;
      };
      expect([statement.Sid, await opens()]).toEqual([statement.Sid, true]);
    }
  });

  test('is within the limit of a bucket policy: 20 KB', () => {
    expect(JSON.stringify(policy).length).toBeLessThan(20 * 1024);
  });
});
