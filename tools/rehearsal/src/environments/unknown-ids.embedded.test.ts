import { startEmbeddedAws, stopEmbeddedAws } from '@malinshopper/local-aws';
import { environment } from '@malinshopper/environments';
import { ask, type Needs } from './answers/ask';
import { calls } from './answers/calls.json';
import unknown from './answers/unknown-ids.json';

/**
 * AWS's answers to a read of a resource that does not exist, by its API reference or, for EC2, by its list of error
 * codes. They contain all actions of the services in use that the embedded AWS knows, and of which the code is known.
 */
const table: Readonly<Record<string, { readonly code: string; readonly params: object }>> = unknown;
const testing = environment('testing');

beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = '4688';
  await stopEmbeddedAws();
  await startEmbeddedAws();
});

afterAll(() => stopEmbeddedAws());

test('a read of a resource that does not exist is refused with the code of AWS, and never fails otherwise', async () => {
  const asked = JSON.parse(JSON.stringify(table).replaceAll('ACCOUNT', testing.account.id)) as typeof table;
  const params = Object.entries(asked).map(([call, row]) => [call, row.params]);
  const answered = await ask<Record<string, string>>('unknown.py', testing, { calls: Object.fromEntries(params) });
  const expected = Object.entries(table).map(([call, { code }]) => [call, code]);
  expect(answered).toEqual(Object.fromEntries(expected));
});

test('every read in use that has to name a resource is among them', () => {
  // An account always exists, and its budgets are listed for it alone.
  const known = new Set([...Object.keys(table), 'budgets.DescribeBudgets']);
  const inUse = Object.entries(calls as Readonly<Record<string, Needs>>)
    .filter(([, needs]) => Object.values(needs).some((need) => typeof need === 'string' && need.includes(':')))
    .map(([call]) => call.replace(/ .*|@[^.]*/g, ''));
  expect(inUse.filter((call) => !known.has(call))).toEqual([]);
});
