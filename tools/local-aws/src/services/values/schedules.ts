import { fieldsOf } from './fields';
import { checkSizes, groupValues } from './scaling';
import { AwsFailure } from '../../protocols/failure';
import { jsonList, jsonObject, jsonParameters, jsonText } from '../../protocols/json';
import { queryParameters } from '../../protocols/query';
import { element, list, text, type XmlElement } from '../../protocols/xml';
import type { Guard } from '../in-use';
import { isAwsSchedule, isTimeZone, isUnixCron } from './times';

/** API reference, PutScheduledUpdateGroupAction: "Unix cron syntax format", and time zones of the IANA. */
function checkAction({ Recurrence, TimeZone }: XmlElement): void {
  const [recurrence, zone] = [text(Recurrence), text(TimeZone)];
  if (recurrence !== '' && !isUnixCron(recurrence)) {
    throw new AwsFailure('ValidationError', `Given recurrence string:${recurrence} is invalid.`);
  }
  if (zone !== '' && !isTimeZone(zone)) throw new AwsFailure('ValidationError', `Given time zone:${zone} is invalid.`);
}

const scheduledAction: Guard = (call) => {
  checkAction(queryParameters(call.body));
  checkSizes(fieldsOf(call));
};
const scheduledActions: Guard = (call) => {
  const groups = element(queryParameters(call.body)['ScheduledUpdateGroupActions']);
  for (const action of list(groups['member'])) checkAction(element(action));
};

/** EventBridge API reference, PutRule: `ValidationException`. */
const eventRule: Guard = (call) => {
  const schedule = jsonText(jsonParameters(call)['ScheduleExpression']);
  if (schedule === '' || isAwsSchedule(schedule)) return;
  throw new AwsFailure('ValidationException', 'Parameter ScheduleExpression is not valid.');
};

/** AWS Backup API reference, BackupRuleInput: a cron expression, and a time zone. */
const backupPlan: Guard = (call) => {
  for (const rule of jsonList(jsonObject(jsonParameters(call)['BackupPlan'])['Rules']).map(jsonObject)) {
    const [schedule, zone] = ['ScheduleExpression', 'ScheduleExpressionTimezone'].map((name) => jsonText(rule[name]));
    if (schedule && !isAwsSchedule(schedule)) throw wrongRule(`Cron expression ${schedule} is not valid.`);
    if (zone && !isTimeZone(zone)) throw wrongRule(`Time zone ${zone} is not valid.`);
  }
};
const wrongRule = (message: string) => new AwsFailure('InvalidParameterValueException', message);

export const scalingValues = {
  ...groupValues,
  PutScheduledUpdateGroupAction: scheduledAction,
  BatchPutScheduledUpdateGroupAction: scheduledActions,
};
export const eventValues = { PutRule: eventRule };
export const backupValues = { 'PUT /backup/plans': backupPlan, 'POST /backup/plans/{PlanId}': backupPlan };

/** CloudWatch Logs API reference, PutRetentionPolicy: "Possible values are". */
const DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

const retention: Guard = (call) => {
  const days = jsonParameters(call)['retentionInDays'];
  if (typeof days === 'number' && DAYS.includes(days)) return;
  throw new AwsFailure(
    'InvalidParameterException',
    `1 validation error detected: Value '${String(days)}' at 'retentionInDays' failed to satisfy constraint: Member must be one of ${DAYS.join(', ')}`,
  );
};
export const logValues = { PutRetentionPolicy: retention };
