import { missing } from './missing';
import { madeUpSubject } from './testing/made-up';

it('what account makes is expected to be missing before its first deploy', async () => {
  await expect(missing(madeUpSubject({ deployed: false }), 'a', 'the budget')).resolves.toEqual({
    about: 'a',
    outcome: 'attention',
    found: 'the budget is not there yet: account makes it',
    todo: 'Deploy account: npx nx deploy account -c staging',
  });
});

it('what account makes is a failure if it is missing behind a deploy', async () => {
  await expect(missing(madeUpSubject({ deployed: true }), 'a', 'the budget')).resolves.toEqual({
    about: 'a',
    outcome: 'failed',
    found: 'the budget is not there, though account has been deployed',
    todo: 'Deploy account again: npx nx deploy account -c staging',
  });
});

it('the command goes to the AWS that was asked', async () => {
  const { todo } = await missing(madeUpSubject({ kind: 'embedded' }), 'a', 'the budget');
  expect(todo).toBe('Deploy account again: EMBEDDED_AWS=on npx nx deploy account -c staging');
});
