import type { CheckName, Line } from '@malinshopper/preflight';
import { assertPreflight } from './preflight';

const line = (outcome: Line['outcome'], check: CheckName = 'quotas', todo?: string): Line => ({
  check,
  about: 'vCPUs',
  outcome,
  found: '5 of 30',
  ...(todo !== undefined && { todo }),
});

/** The printed lines, and the error if there is one. */
async function after(...lines: readonly Line[]) {
  const said: string[] = [];
  const error = await assertPreflight(
    'production',
    async () => lines,
    (text) => said.push(text),
  ).then(
    () => undefined,
    (one: Error) => one,
  );
  return { said, error };
}

test('lines that need attention or have no answer are printed, and do not stop the bootstrap', async () => {
  const { said, error } = await after(
    line('ok'),
    line('attention', 'budget', 'Look at it.'),
    line('unknown', 'github'),
  );
  expect(error).toBeUndefined();
  expect(said).toEqual([
    'Preflight: 1 of 3 checks are ok (npm run preflight -- production lists all).',
    '  ! budget, vCPUs: 5 of 30. Look at it.',
    '  ? github, vCPUs: 5 of 30',
  ]);
});

test('a failed line stops the bootstrap, with its next step', async () => {
  const { said, error } = await after(line('ok'), line('failed', 'quotas', 'Ask for 30.'));
  expect(said).toHaveLength(2);
  expect(error?.message).toBe(
    'The preflight of production has failed, and nothing was made:\n- quotas, vCPUs: 5 of 30. Ask for 30.\nCorrect this, and run the same command again.',
  );
});

test.each(['delegation', 'mail'] as const)(
  'a failed line of %s does not stop it: the bootstrap and the steps after it are the remedy',
  async (check) => {
    const { said, error } = await after(line('failed', check));
    expect(error).toBeUndefined();
    expect(said[1]).toBe(`  ! 1 more of ${check}: this command completes them, or a step of a person after it`);
  },
);
