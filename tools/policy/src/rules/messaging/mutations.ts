import type { Mutation } from '../../testing/mutation';
import { eventMutations } from './events.mutations';
import { queueMutations } from './queues.mutations';
import { topicMutations } from './topics.mutations';

export const messagingMutations: readonly Mutation[] = [...topicMutations, ...queueMutations, ...eventMutations];
