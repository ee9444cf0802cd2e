import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakeApp, stateJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { destroyApp } from './destroy-app';
import { forgetSubscriptions } from './forget-subscriptions';

const appWith = (managed: readonly string[], script = 'echo "$@" >> asked') =>
  fakeApp(fakeSession(fakeS3(new Map([['testing/network.tfstate', stateJson(managed)]])).client), { script });
const asked = (app: ReturnType<typeof appWith>) => {
  const file = join(app.folder.path, 'asked');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
};
const subscription = 'aws_sns_topic_subscription.mail';

test('subscriptions leave the state, and nothing else does', async () => {
  const app = appWith(['aws_sns_topic.alarms', subscription]);
  await expect(forgetSubscriptions(app)).resolves.toBe(true);
  expect(asked(app)).toEqual([`state rm -lock=false ${subscription}`]);
});

test('without any, Terraform is not called', async () => {
  const app = appWith(['aws_sns_topic.alarms']);
  await expect(forgetSubscriptions(app)).resolves.toBe(false);
  expect(asked(app)).toEqual([]);
});

test('throws with the next step when Terraform cannot remove them', async () => {
  await expect(forgetSubscriptions(appWith([subscription], 'echo locked >&2; exit 1'))).rejects.toThrow(
    /^Terraform could not remove the subscriptions of network from the state:\nlocked\nSNS deletes .* Remove them by hand, then destroy again: cd \S+\/testing\/network && \S+\/terraform state rm aws_sns_topic_subscription\.mail$/s,
  );
});

test('a destroy forgets them before it plans what it applies', async () => {
  const app = appWith([subscription], 'echo "$1" >> asked; test "$1" = plan && exit 2; exit 0');
  // The state in memory does not change, so the check after the apply finds resources.
  await expect(destroyApp(app)).rejects.toThrow('still has resources');
  expect(asked(app)).toEqual(['state', 'plan', 'apply']);
});
