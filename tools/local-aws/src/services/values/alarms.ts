import { jsonList, jsonObject, jsonParameters, jsonText } from '../../protocols/json';
import { AwsFailure } from '../../protocols/failure';
import type { Guard } from '../in-use';
import { fieldsOf } from './fields';

const wrong = (message: string) => new AwsFailure('ValidationError', message);
const given = (value: unknown) => value !== undefined && value !== null && value !== '';
const day = 86_400;

/** CloudWatch API reference, PutMetricAlarm: Period, EvaluationPeriods, DatapointsToAlarm, TreatMissingData, statistics and actions. */
const alarm: Guard = (call) => {
  const form = fieldsOf(call);
  const number = (name: string) => (given(form[name]) ? Number(form[name]) : undefined);
  const [period, periods, points] = ['Period', 'EvaluationPeriods', 'DatapointsToAlarm'].map(number);
  if (period !== undefined && ![10, 20, 30].includes(period) && (period % 60 !== 0 || period === 0)) {
    throw wrong('Period must be 10, 20, 30 or a multiple of 60');
  }
  const most = (period ?? 0) >= 3600 ? 7 * day : day;
  if ((period ?? 0) * (periods ?? 0) > most) {
    const span = most === day ? 'a day' : 'seven days';
    throw wrong(`Metrics cannot be checked across more than ${span} (EvaluationPeriods * Period must be <= ${most}).`);
  }
  if (points !== undefined && (points < 1 || points > (periods ?? points))) {
    throw wrong('DatapointsToAlarm must be at least 1 and at most EvaluationPeriods');
  }
  const missing = jsonText(form['TreatMissingData']);
  if (missing !== '' && !['breaching', 'notBreaching', 'ignore', 'missing'].includes(missing)) {
    throw wrong(`TreatMissingData ${missing} is not one of breaching, notBreaching, ignore, missing`);
  }
  const statistics = ['Statistic', 'ExtendedStatistic'].filter((name) => given(form[name]));
  if (given(form['MetricName']) && statistics.length !== 1) {
    throw wrong('Exactly one element of Statistic, ExtendedStatistic must be set');
  }
  const extended = jsonText(form['ExtendedStatistic']);
  if (
    extended !== '' &&
    !/^(p(100|\d{1,2}(\.\d{1,10})?)|(tm|tc|ts|wm)\d{1,2}(\.\d{1,10})?|(TM|TC|TS|WM|PR)\(.*\)|IQM)$/.test(extended)
  ) {
    throw wrong(`The value ${extended} for parameter ExtendedStatistic is not supported.`);
  }
  assertActions(form);
};

/**
 * Checks the actions of an alarm: the members of `AlarmActions`, `OKActions` and `InsufficientDataActions`
 * must be ARNs.
 */
function assertActions(form: ReturnType<typeof fieldsOf>): void {
  for (const list of ['AlarmActions', 'OKActions', 'InsufficientDataActions']) {
    const bad = jsonList(form[list])
      .map(jsonText)
      .find((arn) => !arn.startsWith('arn:'));
    if (bad !== undefined) throw wrong(`Invalid arn syntax: ${bad}`);
  }
}
export const alarmValues = { PutMetricAlarm: alarm };

const parameter = (message: string) => new AwsFailure('InvalidParameterException', message);

/** CloudWatch Logs API reference, PutMetricFilter and MetricTransformation; user guide, "Filter pattern syntax". */
const metricFilter: Guard = (call) => {
  const { filterPattern, metricTransformations } = jsonParameters(call);
  const pattern = jsonText(filterPattern).trim();
  const ends = { '{': '}', '[': ']' }[pattern.slice(0, 1)];
  if (ends !== undefined && !pattern.endsWith(ends)) throw parameter('Invalid metric filter pattern');
  for (const one of jsonList(metricTransformations).map(jsonObject)) {
    if (one['dimensions'] !== undefined && one['defaultValue'] !== undefined) {
      throw parameter('Invalid metric transformation: dimensions and default value are mutually exclusive properties.');
    }
    if (jsonText(one['metricNamespace']).startsWith('AWS/'))
      throw parameter('The namespace AWS/ is reserved for AWS services');
  }
};

/**
 * CreateLogGroup and AssociateKmsKey refuse a KMS key that does not exist or is disabled with this error (CloudWatch Logs
 * API reference).
 */
const logKey: Guard = async (call, standing) => {
  const key = jsonText(jsonParameters(call)['kmsKeyId']);
  if (key === '') return;
  const { KeyMetadata } = await standing.json('kms', 'TrentService.DescribeKey', { KeyId: key });
  if (jsonText(jsonObject(KeyMetadata)['KeyState']) === 'Enabled') return;
  throw parameter(`The specified KMS Key Id could not be found or is not enabled: ${key}`);
};
export const logKeyValues = { PutMetricFilter: metricFilter, CreateLogGroup: logKey, AssociateKmsKey: logKey };
