import { cdnRules } from '../cdn';
import { computeRules } from '../compute';
import { dataRules } from '../data';
import { iamRules } from '../iam';
import { messagingRules } from '../messaging';
import { networkRules } from '../network';
import type { Rule } from '../rule';
import { accountSettingRules } from './account-settings';
import { alarmRules } from './alarms';
import { watchedRules } from './alarms-on';
import { everyTypeIsJudged } from './every-type';
import { heartbeatRules } from './heartbeats';
import { logWriterRules } from './log-writers';
import { logRules } from './logs';
import { sessionRules } from './sessions';
import { trailRules } from './trail';

const own: readonly Rule[] = [
  ...alarmRules,
  ...watchedRules,
  ...heartbeatRules,
  ...logRules,
  ...logWriterRules,
  ...trailRules,
  ...sessionRules,
  ...accountSettingRules,
];
const others = [...networkRules, ...computeRules, ...dataRules, ...cdnRules, ...iamRules, ...messagingRules];

export const observabilityRules: readonly Rule[] = [...own, everyTypeIsJudged([...own, ...others])];
