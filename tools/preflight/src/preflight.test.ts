import { checkNames } from './line';
import { linesOf } from './preflight';
import { accessDenied, madeUpSubject } from './testing/made-up';

const finding = { about: 'a thing', outcome: 'ok', found: 'fine' } as const;
const ok = { find: () => Promise.resolve([finding]), actions: [] };

it('lines come in the order of the checks, whichever answers first', async () => {
  const all = Object.fromEntries([...checkNames].reverse().map((name) => [name, ok]));
  expect((await linesOf(madeUpSubject(), all)).map(({ check }) => check)).toEqual(checkNames);
});

it('a check without an answer is unknown, and the others have their outcomes', async () => {
  const closed = { find: () => Promise.reject(accessDenied()), actions: ['budgets:ViewBudget'] };
  await expect(linesOf(madeUpSubject(), { github: ok, budget: closed })).resolves.toEqual([
    { check: 'github', ...finding },
    {
      check: 'budget',
      about: 'budget',
      outcome: 'unknown',
      found: 'No answer: AccessDeniedException: User: ana is not authorized to perform this',
      todo: expect.stringContaining('It needs budgets:ViewBudget.') as string,
    },
  ]);
});
