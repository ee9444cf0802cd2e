import { accountSettings } from '../account/settings';
import { cdnRules } from '../cdn';
import { trails } from '../cloudtrail/trails';
import { alarms } from '../cloudwatch/alarms';
import { watchedResources } from '../cloudwatch/watched-resources';
import { computeRules } from '../compute';
import { dataRules } from '../data';
import { iamRules } from '../iam';
import { logGroups, logResourcePolicies } from '../logs/logs';
import { messagingRules } from '../messaging';
import { networkRules } from '../network';
import { sessionManager } from '../ssm/sessions';
import { distinct } from '../table';
import { everyTypeIsJudged } from './every-type';

const own = distinct(alarms, watchedResources, logGroups, logResourcePolicies, trails, sessionManager, accountSettings);
const others = [...networkRules, ...computeRules, ...dataRules, ...cdnRules, ...iamRules, ...messagingRules];

export const observabilityRules = distinct(own, [everyTypeIsJudged([...own, ...others])]);
