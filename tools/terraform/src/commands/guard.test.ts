import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recorded } from '../record/recorded';
import { fakeApp, stackJson, stateJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { assertAllowed, assertMayGoUnreviewed } from './guard';

const deletes = JSON.stringify({
  resource_changes: [{ address: 'aws_s3_bucket.content', type: 'aws_s3_bucket', change: { actions: ['delete'] } }],
});
const json = JSON.stringify({
  ...JSON.parse(stackJson('network', 'production')),
  provider: { aws: [{ allowed_account_ids: ['111122223333'], region: 'eu-west-1' }] },
});
const appOf = (environment: string, script: string) =>
  fakeApp(fakeSession(fakeS3(new Map()).client), { environment, json, script });

describe('a deploy without a review', () => {
  const appIn = (environment: string, { kind = 'aws', states = ['production/network.tfstate'] } = {}) => {
    const objects = new Map(states.map((key) => [key, '{}']));
    return fakeApp(fakeSession(fakeS3(objects).client, kind as 'aws'), { environment, json });
  };

  test('continues if the first deploy did not complete, so that the next one completes it', async () => {
    const states = new Map([['production/network.tfstate', '{}']]);
    const s3 = fakeS3(states).client;
    const app = fakeApp(fakeSession(s3, 'aws'), { environment: 'production', json });
    writeFileSync(join(app.context.root, '.terraform.lock.hcl'), '');
    const fail = () => recorded(app, 'deploy', () => Promise.reject(new Error('cut off')));
    states.clear();
    await expect(fail()).rejects.toThrow('cut off');
    states.set('production/network.tfstate', stateJson(['aws_vpc.main']));
    await expect(assertMayGoUnreviewed(app)).resolves.toBeUndefined();
    // Again, now with a state.
    await expect(fail()).rejects.toThrow('cut off');
    await expect(assertMayGoUnreviewed(app)).resolves.toBeUndefined();
    await recorded(app, 'deploy', async () => 'done');
    await expect(assertMayGoUnreviewed(app)).rejects.toThrow('production is protected');
    await expect(fail()).rejects.toThrow('cut off');
    await expect(assertMayGoUnreviewed(app)).rejects.toThrow('production is protected');
  });

  test('is refused if a protected environment of AWS exists', async () => {
    await expect(assertMayGoUnreviewed(appIn('production'))).rejects.toThrow(
      'production is protected: network is deployed there only with a review, and none is given. Nothing was touched. ' +
        'npm run plan -- production --review review, read review/comment.md, then ' +
        'npm run deploy -- production --app network --reviewed review/review.json.',
    );
  });

  test.each([
    ['for the first time', appIn('production', { states: [] })],
    ['in an environment without protection', appIn('testing')],
    ['on the embedded AWS', appIn('production', { kind: 'embedded' })],
  ])('goes on %s', async (_, app) => {
    await expect(assertMayGoUnreviewed(app)).resolves.toBeUndefined();
  });
});

describe('the guard before an apply', () => {
  test('throws for a plan that would delete a bucket of production', async () => {
    await expect(assertAllowed(appOf('production', `echo '${deletes}'`))).rejects.toThrow(
      /^production refuses the plan of network; nothing was touched:\n- The plan would delete aws_s3_bucket\.content/,
    );
  });

  test('accepts a plan that deletes nothing', async () => {
    await expect(assertAllowed(appOf('production', `echo '{}'`))).resolves.toBeUndefined();
  });

  test("throws when the plan cannot be read, with Terraform's error", async () => {
    await expect(assertAllowed(appOf('production', 'echo "no such file" >&2; exit 1'))).rejects.toThrow(
      'The plan of network cannot be read: no such file',
    );
  });

  test('does not call Terraform in other environments', async () => {
    await expect(assertAllowed(appOf('testing', 'exit 1'))).resolves.toBeUndefined();
  });
});
