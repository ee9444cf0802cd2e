import { word, type Reading } from '../../access';
import { onResource } from './named';

const ON_TOPIC =
  /^(DeleteTopic|GetSubscriptionAttributes|GetTopicAttributes|ListSubscriptionsByTopic|ListTagsForResource|SetSubscriptionAttributes|SetTopicAttributes|Subscribe|TagResource|Unsubscribe|UntagResource)$/;

/** Amazon SNS, as Terraform makes topics and their subscriptions: a subscription is judged as its topic, which begins its address. */
export const sns: Reading = (_call, { action, fields }, world) => {
  const asked = `sns:${action}`;
  if (action === 'CreateTopic') {
    return [onResource(asked, `arn:aws:sns:${world.region}:${world.account}:${word(fields['Name'])}`, fields)];
  }
  const said = ['TopicArn', 'ResourceArn', 'SubscriptionArn'].map((name) => word(fields[name])).find(Boolean);
  if (said === undefined || !ON_TOPIC.test(action)) return undefined;
  return [onResource(asked, said.split(':').slice(0, 6).join(':'), fields)];
};
