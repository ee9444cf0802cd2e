import { word, type Reading } from '../../access';
import { onResource } from './named';

const ON_QUEUE = /^(DeleteQueue|GetQueueAttributes|ListQueueTags|SetQueueAttributes|TagQueue|UntagQueue)$/;

/** Amazon SQS, as Terraform makes queues. */
export const sqs: Reading = (call, { action, fields }, world) => {
  const arn = (account: string, name: string) => `arn:aws:sqs:${world.region}:${account}:${name}`;
  if (action === 'CreateQueue') {
    return [onResource('sqs:CreateQueue', arn(world.account, word(fields['QueueName'])), fields)];
  }
  const [, account, name] = /\/(\d{12})\/([^/]+)$/.exec(word(fields['QueueUrl']) || call.path) ?? [];
  if (!account || !name || !ON_QUEUE.test(action)) return undefined;
  return [onResource(`sqs:${action}`, arn(account, name), fields)];
};
