import { stripVTControlCharacters } from 'node:util';
import type { AppPlan } from './app-plan';
import { overview, section } from './report';

const provenance = { commit: '', clean: true, json: '', lockFile: '', versions: {}, upstream: {} };
const plan = (app: string, result: AppPlan['planned']['result'], details?: AppPlan['details']): AppPlan => ({
  json: '{}',
  planned: { app, environment: 'testing', provenance, result },
  ...(details && { details }),
});
const unchanged = plan('account', { kind: 'unchanged', since: '2026-11-29T14:03:00.000Z', commit: 'c626955aaa' });
const failed = plan('web', { kind: 'failed', error: 'web was not planned, because data could not be.' });
const planned = plan(
  'data',
  { kind: 'planned', plan: {}, placeholders: [], possible: [] },
  {
    counts: { add: 1, change: 0, replace: 3, destroy: 0, move: 2, import: 0, forget: 0, outputs: 0 },
    possible: [
      { address: 'a.b', isReplacement: true, onlyIf: [] },
      { address: 'a.c', isReplacement: false, onlyIf: [] },
    ],
    placeholders: new Map(),
    text: 'Plan: 1 to add',
  },
);

test('each app has its plan, its error, or the time since when it is unchanged', () => {
  expect([unchanged, failed, planned].map(section)).toEqual([
    '# testing/account\nunchanged since 2026-11-29 14:03 UTC (c626955)',
    '# testing/web\nweb was not planned, because data could not be.',
    '# testing/data\nPlan: 1 to add',
  ]);
});

test('the overview has a row for each app, with the replacements that are only possible', () => {
  const rows = stripVTControlCharacters(overview([unchanged, failed, planned]))
    .split('\n')
    .filter((line) => line.includes('testing'))
    .map((line) =>
      line
        .split('│')
        .map((cell) => cell.trim())
        .slice(2, -1),
    );
  expect(rows).toEqual([
    ['account', '', '', '', '', '', 'unchanged since 2026-11-29 14:03 UTC (c626955)'],
    ['web', '', '', '', '', '', 'failed, see above'],
    ['data', '1', '0', '3, 1 only possible', '0', '0', '2 to move'],
  ]);
});
