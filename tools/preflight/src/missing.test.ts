import { missing } from './missing';
import { madeUpSubject } from './testing/made-up';

it('a resource of account is expected to be missing before its first deploy', async () => {
  await expect(missing(madeUpSubject({ deployed: false }), 'a', 'the budget')).resolves.toEqual({
    about: 'a',
    outcome: 'attention',
    found: 'the budget does not exist yet: account creates it',
    todo: 'Bootstrap the account: npm run bootstrap -- nonproduction',
  });
});

it('a resource of account that is missing after a deploy is a failure', async () => {
  await expect(missing(madeUpSubject({ deployed: true }), 'a', 'the budget')).resolves.toEqual({
    about: 'a',
    outcome: 'failed',
    found: 'the budget does not exist, though account has been deployed',
    todo: 'Deploy account again: npx nx deploy account -c staging',
  });
});

it('the command goes to the AWS that was asked', async () => {
  const { todo } = await missing(madeUpSubject({ kind: 'embedded' }), 'a', 'the budget');
  expect(todo).toBe('Deploy account again: EMBEDDED_AWS=on npx nx deploy account -c staging');
});
