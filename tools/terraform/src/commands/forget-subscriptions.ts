import { readState } from '../state/state';
import type { App } from './app';
import { stateCommand } from './state-command';
import { terraformByHand } from './wording';

/**
 * Takes subscriptions out of the state of an app that is to be destroyed: SNS ends them with their topic (API reference, DeleteTopic). To end
 * one by itself SNS wants a permission on all of an account's, whatever the tags of its topic say, and of one that nobody has confirmed it
 * is not possible at all (documentation of aws_sns_topic_subscription).
 * @returns whether there were any
 * @throws if Terraform cannot take them out
 */
export async function forgetSubscriptions(app: App): Promise<boolean> {
  const { context, configuration, folder, name } = app;
  const state = await readState(context.session.s3, configuration.state);
  const found = state?.managed.filter((address) => address.startsWith('aws_sns_topic_subscription.')) ?? [];
  if (found.length === 0) return false;
  const { code, stderr } = await stateCommand(app, ['state', 'rm'], found);
  if (code === 0) return true;
  throw new Error(
    `Terraform could not take the subscriptions of ${name} out of its state, which end with their topics:\n${stderr.trim()}\n` +
      `Do it by hand, and destroy again: ${terraformByHand({ context, folder }, 'state', 'rm', ...found)}`,
  );
}
