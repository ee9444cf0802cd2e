import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '@malinshopper/environments';
import { rehearsalFile, writeRehearsal } from '@malinshopper/review';
import { repositoryRoot as root } from '@malinshopper/synth';
import type { AppPlan } from '../preview/app-plan';
import { reviewFiles, writeReview } from './write-review';

jest.mock('@malinshopper/synth', () => ({
  ...jest.requireActual<object>('@malinshopper/synth'),
  // The lines of constructs need a synthesis.
  locate: async () => ({ 'data/jobs': ['apps/data/src/jobs.ts:7'] }),
}));

const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const json = JSON.stringify({
  terraform: { backend: { s3: { key: 'testing/data.tfstate' } } },
  provider: { aws: [{ region: 'eu-west-1' }] },
  resource: { aws_sqs_queue: { jobs: { '//': { metadata: { path: 'data/jobs' } }, name: 'jobs' } } },
});
const sensitive = { before_sensitive: {}, after_sensitive: { token: true } };
const plan = {
  ...{ format_version: '1.2', terraform_version: '1.11.4', applyable: true, complete: true, errored: false },
  resource_changes: [
    {
      ...{ address: 'aws_sqs_queue.old', mode: 'managed', type: 'aws_sqs_queue' },
      change: { actions: ['delete'], before: { id: 'old' }, after: null },
    },
    {
      ...{ address: 'aws_x.y', mode: 'managed', type: 'aws_x' },
      change: {
        actions: ['create'],
        before: null,
        after: { token: 'hunter2-hunter2' },
        after_unknown: {},
        ...sensitive,
      },
    },
  ],
};
const planned: AppPlan = {
  json,
  record: { commit: { id: 'c626955c62', clean: true }, at: '2026-11-29T14:03:00.000Z' },
  planned: {
    app: 'data',
    environment: 'testing',
    provenance: { commit: 'a'.repeat(40), clean: true, json: sha(json), lockFile: sha(''), versions: {}, upstream: {} },
    result: { kind: 'planned', plan, placeholders: [], possible: [] },
  },
};
const refs = new Map([['testing', environment('testing').ref]]);

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'review-'))));
afterEach(() => rmSync(folder, { recursive: true }));
async function comment(known: ReadonlyMap<string, string>): Promise<string> {
  expect(await writeReview(folder, [planned], { root, key: 'k'.repeat(32), refs: known })).toBe(true);
  return readFileSync(join(folder, reviewFiles.comment), 'utf8');
}
const rehearsed = (of: string) =>
  writeFileSync(
    join(folder, rehearsalFile('testing')),
    writeRehearsal({
      ...{ environment: 'testing', base: '0123456789', json: { data: sha(of) }, isWell: false },
      ...{ line: 'rehearsed: FAILED in data', words: 'the token hunter2-hunter2 is refused' },
    }),
  );

test('a known environment is checked by the rules, and their findings have lines', async () => {
  expect(await comment(refs)).toMatch(
    /### Policy\n\n[^]*- \*\*\w+\*\* .* at `apps\/data\/src\/jobs\.ts:7` \(`.*`aws_sqs_queue\.jobs` in `testing\/data`/,
  );
});

test('an unknown environment is reported as not checked by the rules', async () => {
  expect(await comment(new Map())).toContain('**The rules were not run.**');
});

test('destroyed resources are listed with the commit of the last deploy', async () => {
  expect(await comment(new Map())).toContain('`testing/data` was last deployed from `c626955` (2026-11-29 14:03 UTC)');
});

test('the outcome of a rehearsal in the folder is shown, without the values that the plan marks as sensitive', async () => {
  rehearsed(json);
  const body = await comment(new Map());
  expect(body).toMatch(/^# The rehearsal FAILED in testing\./);
  expect(body).toContain('the token (sensitive) is refused');
  expect(body).not.toContain('hunter2');
});

test('one of other JSON is not shown', async () => {
  rehearsed('{}');
  expect(await comment(new Map())).toContain('the rehearsal was of other code of testing/data');
});
