import { eventRules, eventTargets } from '../eventbridge/events';
import { subscriptions, topicPolicies, topics } from '../sns/topics';
import { deadLetters } from '../sqs/dead-letters';
import { queuePolicies, queues } from '../sqs/queues';
import { distinct } from '../table';
import { publishers } from './publishers';

export const messagingRules = distinct(
  topics,
  topicPolicies,
  subscriptions,
  queues,
  queuePolicies,
  publishers,
  deadLetters,
  eventRules,
  eventTargets,
);
