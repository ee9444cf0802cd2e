import { readState } from '../state/state';
import type { App } from './app';
import { stateCommand } from './state-command';
import { terraformByHand } from './printed-commands';

/**
 * Removes subscriptions from the state of an app before the app is destroyed, because SNS deletes them with their topic
 * (API reference, DeleteTopic). Terraform cannot delete them: the deletion of a subscription requires a permission on
 * all subscriptions of the account, whatever the tags of the topic are. An unconfirmed subscription cannot be deleted
 * at all (documentation of aws_sns_topic_subscription).
 * @returns true if there were any
 * @throws if Terraform cannot remove them
 */
export async function forgetSubscriptions(app: App): Promise<boolean> {
  const { context, configuration, folder, name } = app;
  const state = await readState(context.session.s3, configuration.state);
  const found = state?.managed.filter((address) => address.startsWith('aws_sns_topic_subscription.')) ?? [];
  if (found.length === 0) return false;
  const { code, stderr } = await stateCommand(app, ['state', 'rm'], found);
  if (code === 0) return true;
  throw new Error(
    `Terraform could not remove the topic subscriptions of ${name} from its state. (AWS deletes them with their topics.)\n${stderr.trim()}\n` +
      `Do it by hand, and destroy again: ${terraformByHand({ context, folder }, 'state', 'rm', ...found)}`,
  );
}
