import { madeUpSubject } from '../testing/made-up';
import { identity } from './identity';

const bucket = 'states';
const policy = {
  Statement: [
    {
      Effect: 'Deny',
      Action: ['s3:PutObject'],
      Resource: `arn:aws:s3:::${bucket}/nonproduction/account.tfstate*`,
      Condition: { ArnNotLike: { 'aws:PrincipalArn': ['arn:aws:iam::444455556666:role/admins/*'] } },
    },
  ],
};
const resources = {
  aws_s3_bucket: { states: { bucket } },
  aws_s3_bucket_policy: { states: { bucket, policy: JSON.stringify(policy) } },
};
const ofRole = { identity: { account: '444455556666', arn: 'arn:aws:sts::444455556666:assumed-role/Admin/ana' } };

it('a user that the policy of the bucket would shut out fails, with the options', async () => {
  const [line, ...more] = await identity(madeUpSubject({ resources }));
  expect(more).toEqual([]);
  expect(line).toMatchObject({
    about: 'arn:aws:iam::444455556666:user/test',
    outcome: 'failed',
    found: 'the policy that account puts on states would shut it out',
  });
  expect(line!.todo).toMatch(/\(2\) add 'user\/test' to its `administrators` in environments\/src\/accounts\.ts/);
});

it('a role is compared with its path, which its session leaves out', async () => {
  const subject = madeUpSubject({ resources, session: ofRole });
  const at = (path: string) => () => Promise.resolve(`arn:aws:iam::444455556666:role/${path}Admin`);
  await expect(identity(subject, at('admins/'))).resolves.toEqual([
    {
      about: 'arn:aws:iam::444455556666:role/admins/Admin',
      outcome: 'ok',
      found: 'the policy of states lets it write the states',
    },
  ]);
  await expect(identity(subject, at(''))).resolves.toMatchObject([{ outcome: 'failed' }]);
});

it('the owner of the embedded AWS is ok: no policy applies to it, and the line says so', async () => {
  const subject = madeUpSubject({ resources, session: ofRole, kind: 'embedded' });
  await expect(identity(subject, () => Promise.resolve(undefined))).resolves.toEqual([
    {
      about: ofRole.identity.arn,
      outcome: 'ok',
      found: 'a session of the owner of the embedded AWS, to which no policy applies there',
    },
  ]);
});

it('an account app without a policy for the bucket is an error', async () => {
  await expect(identity(madeUpSubject())).rejects.toThrow(
    'account puts no policy on the bucket states: every identity of the account could write the states. Look at apps/account/src/access/state-bucket-policy.ts.',
  );
});
