import { accounts } from '@malinshopper/environments';
import { isAllowed, principalOf, type Call, type Caller, type Statement } from './simulator';

const account = accounts.nonproduction;
const arn = `arn:aws:iam::${account.id}:role/compute/testing-web`;
const read: Call = { what: 'read', action: 's3:GetObject', resource: 'arn:aws:s3:::a/b' };
const allowing = (Action: string): Statement => ({ Sid: 'Some', Effect: 'Allow', Action, Resource: '*' });
const callerWith = (...statements: readonly Statement[]): Caller => ({ account, arn, statements });

describe('the simulator of a test', () => {
  test.each(['s3:GetObject', 's3:Get*', 's3:Get?bject', 'S3:getobject', '*'])('allows a call by %s', async (action) => {
    await expect(isAllowed(read, callerWith(allowing(action)))).resolves.toBe(true);
  });

  test.each(['s3:PutObject', 's3:Get?', 's3:GetObject?'])('refuses a call outside %s', async (action) => {
    await expect(isAllowed(read, callerWith(allowing(action)))).resolves.toBe(false);
  });

  test('refuses a call that the boundary does not allow', async () => {
    const bounded = { ...callerWith(allowing('s3:*')), boundary: [allowing('sqs:*')] };
    await expect(isAllowed(read, bounded)).resolves.toBe(false);
  });

  test('refuses a call that the policy of the resource denies', async () => {
    const denying: Statement = { ...allowing('s3:*'), Effect: 'Deny', Principal: '*' };
    await expect(isAllowed(read, callerWith(allowing('s3:*')), [denying])).resolves.toBe(false);
  });

  test('evaluates the same call again for another caller, account, context, boundary or policy of the resource', async () => {
    const inRegion: Statement = { ...allowing('s3:*'), Condition: { StringEquals: { 'aws:RequestedRegion': 'x-1' } } };
    const denying: Statement = { ...allowing('s3:*'), Effect: 'Deny', Principal: '*' };
    const elsewhere = { ...read, context: { 'aws:RequestedRegion': 'x-1' } };
    const answers = [
      await isAllowed(read, callerWith(allowing('s3:*'))),
      await isAllowed(read, callerWith()),
      await isAllowed({ ...read, accountId: '999999999999' }, callerWith(allowing('s3:*'))),
      await isAllowed(read, callerWith(inRegion)),
      await isAllowed(elsewhere, callerWith(inRegion)),
      await isAllowed(read, { ...callerWith(allowing('s3:*')), boundary: [] }),
      await isAllowed(read, callerWith(allowing('s3:*')), [denying]),
      await isAllowed(read, callerWith(allowing('s3:*'))),
    ];
    expect(answers).toEqual([true, false, false, false, true, false, false, true]);
  });

  test('treats a caller as a session of its role, or as itself if it is a user', () => {
    expect(principalOf(callerWith())).toBe(`arn:aws:sts::${account.id}:assumed-role/testing-web/session`);
    const user = `arn:aws:iam::${account.id}:user/delivery/x`;
    expect(principalOf({ ...callerWith(), arn: user })).toBe(user);
  });

  test('throws on a call that AWS does not have', async () => {
    await expect(isAllowed({ ...read, action: 's3:HeadObject' }, callerWith())).rejects.toThrow(
      'The simulator cannot judge s3:HeadObject on arn:aws:s3:::a/b: {"message":"invalid.action"}. ' +
        'Write action and resource as the Service Authorization Reference does.',
    );
  });
});
