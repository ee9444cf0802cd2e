import type { Mutation } from '../../testing/mutation';
import { accountMutations } from './account.mutations';
import { alarmMutations } from './alarms.mutations';
import { logMutations } from './logs.mutations';

export const observabilityMutations: readonly Mutation[] = [...alarmMutations, ...logMutations, ...accountMutations];
