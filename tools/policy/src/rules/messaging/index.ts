import type { Rule } from '../rule';
import { deadLetterRules } from './dead-letters';
import { eventLogRules } from './event-logs';
import { eventRules } from './events';
import { publisherRules } from './publishers';
import { queueRules } from './queues';
import { topicRules } from './topics';

export const messagingRules: readonly Rule[] = [
  ...topicRules,
  ...queueRules,
  ...publisherRules,
  ...deadLetterRules,
  ...eventRules,
  ...eventLogRules,
];
