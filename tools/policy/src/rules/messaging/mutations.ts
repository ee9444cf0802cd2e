import type { Mutation } from '../../testing/mutation';

/** A break of a rule of another area. */
export const messagingMutations: readonly Mutation[] = [
  {
    rule: 'MAL_TYPE_1',
    what: 'a redrive allow policy is for a queue that no app makes',
    kind: 'cluster',
    type: 'aws_sqs_queue_redrive_allow_policy',
    path: 'queue-fetcher/redrive',
    change: (config) => (config.queue_url = 'https://sqs.eu-west-1.amazonaws.com/999999999999/theirs'),
  },
];
