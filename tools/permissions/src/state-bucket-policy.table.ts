import { accountNames, accounts, appNames, stateBucket } from '@malinshopper/environments';
import { stateBucketRows, type StateBucketRow } from '@malinshopper/policy/forbidden';
import { isAllowed, type Statement } from '@malinshopper/testing';
import { accessOf } from './roles';

/** As if the policies of an identity allowed everything: what is left is what the bucket itself refuses. */
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

  test('lets in who is in the table, for what is in the table, and refuses the rest of it', async () => {
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

  test('fits into a bucket: 20 KB', () => {
    expect(JSON.stringify(policy).length).toBeLessThan(20 * 1024);
  });
});
