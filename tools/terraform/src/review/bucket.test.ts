import { review, type PlannedApp } from '@malinshopper/review';
import { sha256 } from '../record/digest';
import { fakeApp, stackJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { keepReviews, reviewInBucket } from './bucket';

const key = 'k'.repeat(32);
const provenance = (json: string, upstream: PlannedApp['provenance']['upstream'] = {}) => ({
  ...{ commit: '0a1b2c3', clean: true, json: sha256(json), lockFile: sha256(''), versions: {}, upstream },
});
const unchanged = { kind: 'unchanged', since: '2026-11-29T14:03:00Z', commit: '0a1b2c3' } as const;
const reviewed = review(
  [
    { app: 'network', environment: 'testing', provenance: provenance('network'), result: unchanged },
    {
      ...{ app: 'data', environment: 'testing', result: unchanged },
      provenance: provenance('data', { 'testing/network': 'planned' }),
    },
    {
      ...{ app: 'web', environment: 'testing', result: { kind: 'failed', error: 'AccessDenied' } },
      provenance: provenance('web'),
    },
  ],
  { key },
);
const keyOf = (app: string) => `reviews/testing/${app}/${sha256(app)}.json`;

test('each planned app has its review by its JSON, together with those of the apps that it reads', async () => {
  const objects = new Map([[keyOf('network'), 'an older one']]);
  const written = await keepReviews(fakeS3(objects).client, 'states', reviewed);
  expect(written).toEqual([keyOf('network'), keyOf('data')]);
  const apps = (name: string) => (JSON.parse(objects.get(keyOf(name))!) as { apps: { app: string }[] }).apps;
  expect([apps('network'), apps('data')].map((all) => all.map(({ app }) => app))).toEqual([
    ['network'],
    ['data', 'network'],
  ]);
});

test('a deploy without a review is refused, with the command that makes one', async () => {
  const app = fakeApp(fakeSession(fakeS3(new Map()).client));
  const name = `reviews/testing/network/${sha256(stackJson())}.json`;
  await expect(reviewInBucket(app)).rejects.toThrow(
    `There is no review of network as it would be deployed to testing (s3://states/${name}); nothing was touched. ` +
      'Plan it again and read the plan: run the workflow "review" on main for testing (gh workflow run review.yml -f environment=testing), ' +
      'then run the failed jobs of this run again.',
  );
});

/** An app with this record in the bucket. */
const appWith = (text: string) =>
  fakeApp(fakeSession(fakeS3(new Map([[`reviews/testing/network/${sha256(stackJson())}.json`, text]])).client));

test('a review of another format is refused', async () => {
  await expect(reviewInBucket(appWith('{"format":2}'))).rejects.toThrow('The review record has the format 2');
});

test('if the key of the digests cannot be used, the error names the app that makes it', async () => {
  // No server listens there.
  await expect(reviewInBucket(appWith('{"format":1,"apps":[]}'))).rejects.toThrow(
    /^The key of the digests in reviews \(alias\/malinshopper-account-review of account 444455556666\) cannot be used by .*deploy that app first\.$/,
  );
});
