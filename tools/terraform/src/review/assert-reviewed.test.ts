import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlannedApp } from '@malinshopper/review';
import { review } from '@malinshopper/review';
import { fakeApp, type FakeAppOptions } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { provenanceOf } from '../preview/provenance';
import { assertReviewed } from './assert-reviewed';
import { readReviewed } from './reviewed';

const key = 'k'.repeat(32);
const versions = { terraform: '1.11.4', provider: '5.100.0' };
const planJson = (cidr: string) => ({
  format_version: '1.2',
  terraform_version: '1.11.4',
  resource_changes: [
    {
      address: 'aws_vpc.main',
      mode: 'managed',
      type: 'aws_vpc',
      name: 'main',
      provider_name: 'aws',
      change: {
        ...{ actions: ['create'], before: null, after: { cidr }, after_unknown: { id: true } },
        ...{ before_sensitive: false, after_sensitive: {} },
      },
    },
  ],
  output_changes: {},
  configuration: { root_module: {} },
  complete: true,
  errored: false,
  applyable: true,
});

function appWith(options: FakeAppOptions) {
  const app = fakeApp(fakeSession(fakeS3(new Map()).client), options);
  writeFileSync(join(app.context.root, '.terraform.lock.hcl'), '');
  return app;
}
const appPlanning = (cidr: string) => appWith({ script: `echo '${JSON.stringify(planJson(cidr))}'` });

/** The review of the same app, planned with this CIDR. */
function reviewedWith(cidr: string, more: Partial<PlannedApp['provenance']> = {}) {
  const app = appPlanning(cidr);
  const lockFile = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const json = 'f'.repeat(64);
  const provenance = { commit: '', clean: true, json, lockFile, versions: {}, upstream: {}, ...more };
  const result = { kind: 'planned', plan: planJson(cidr), placeholders: [], possible: [] } as const;
  return { app, apps: review([{ app: 'network', environment: 'testing', provenance, result }], { key }), key };
}

const digest = 'd'.repeat(64);
/** The kinds of differences that a refusal names. */
const kinds = (error: Error) => [...error.message.matchAll(/^- ([a-z ]+):/gm)].map(([, kind]) => kind);
const position = { lineage: 'lineage', serial: 7 };
/** The refusal of a plan without any changes left, by a review in which the VPC was to be made from a state that has been written since. */
async function afterAPart(unfinished: string | undefined) {
  const app = appWith({ script: `echo '${JSON.stringify({ ...planJson('10.0.0.0/16'), resource_changes: [] })}'` });
  const { json } = provenanceOf(app, { ...app.context, commit: undefined, versions: new Map() });
  const { apps } = reviewedWith('10.0.0.0/16', { json, versions, state: position });
  return assertReviewed(app, { apps, key, digest }, unfinished).catch((error: Error) => kinds(error));
}

test('the rest of a deploy that did not end well is done, if that was bound to the same review', async () => {
  await expect(afterAPart(undefined)).resolves.toEqual(['state', 'vanished']);
  await expect(afterAPart('e'.repeat(64))).resolves.toEqual(['state', 'vanished']);
  await expect(afterAPart(digest)).resolves.toBe(digest);
});

test('and nothing else is: a new change, and other code, are refused after such a deploy, too', async () => {
  const { apps } = reviewedWith('10.0.0.0/16', { versions, state: position });
  const refused = assertReviewed(appPlanning('10.1.0.0/16'), { apps, key, digest }, digest);
  await expect(refused.catch((error: Error) => kinds(error))).resolves.toEqual(['code', 'value']);
});

test('a review is read when there is something to deploy, and it contains the next step if it does not match', async () => {
  const { apps } = reviewedWith('10.0.0.0/16');
  const refused = assertReviewed(appPlanning('10.1.0.0/16'), async () => ({ apps, key, digest, next: 'Ask again.' }));
  await expect(refused).rejects.toThrow(/\nAsk again\.$/);
});

test('a plan with another value is refused, first with what has changed since the review', async () => {
  const { apps } = reviewedWith('10.0.0.0/16');
  const refused = assertReviewed(appPlanning('10.1.0.0/16'), { apps, key, digest });
  await expect(refused).rejects.toThrow(
    /^The plan of network is not what was reviewed; nothing was touched:\n- code: the synthesized JSON differs[^]*- value: aws_vpc\.main, .*cidr[^]*Have it reviewed again, as it is now: npm run plan -- <environment> --review <folder>\.$/,
  );
});

test('an app that is not in the review is refused', async () => {
  await expect(assertReviewed(appPlanning('10.0.0.0/16'), { apps: [], key, digest })).rejects.toThrow(
    '- not reviewed: testing/network is not in the review',
  );
});

test('a plan that Terraform cannot show is refused', async () => {
  const app = appWith({ script: 'echo broken >&2; exit 1' });
  await expect(assertReviewed(app, { apps: [], key, digest })).rejects.toThrow(
    'The plan of network cannot be read: broken',
  );
});

test('a review that does not exist is refused, with the command that makes one', () => {
  expect(() => readReviewed('/nowhere/review.json', process.cwd())).toThrow(
    /^The review \/nowhere\/review\.json cannot be read \(ENOENT.*\): make one with npm run plan -- <environment> --review <folder>\. Nothing was touched\.$/,
  );
});
