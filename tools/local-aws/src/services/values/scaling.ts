import { jsonList, jsonObject, jsonText, type JsonObject } from '../../protocols/json';
import { AwsFailure } from '../../protocols/failure';
import type { Guard } from '../in-use';
import type { Standing } from '../in-use/standing';
import { fieldsOf, inRange } from './fields';

/** EC2 Auto Scaling API reference (2011-01-01): the constraints of each action's parameters. */
const wrong = (message: string) => new AwsFailure('ValidationError', message);
const given = (value: unknown) => value !== undefined && value !== null && value !== '';

/** Checks CreateAutoScalingGroup: the sizes must be consistent, and the version of the launch template must exist. */
const group: Guard = async (call, standing) => {
  const form = fieldsOf(call);
  const [min, max, desired] = ['MinSize', 'MaxSize', 'DesiredCapacity'].map((name) => Number(form[name] ?? NaN));
  if (min! > max!) throw wrong(`Max bound, ${max}, must be greater than or equal to min bound, ${min}`);
  if (desired! < min! || desired! > max!) {
    throw wrong(`Desired capacity:${desired} must be between the specified min size:${min} and max size:${max}`);
  }
  const mixed = jsonObject(jsonObject(form['MixedInstancesPolicy'])['LaunchTemplate']);
  for (const template of [form['LaunchTemplate'], mixed['LaunchTemplateSpecification']].map(jsonObject)) {
    await assertVersion(template, standing);
  }
};

async function assertVersion(template: JsonObject, standing: Standing): Promise<void> {
  const [id, name, version] = ['LaunchTemplateId', 'LaunchTemplateName', 'Version'].map((key) =>
    jsonText(template[key]),
  );
  if (!version || version.startsWith('$')) return;
  const known = await standing.all('ec2', 'DescribeLaunchTemplateVersions', 'launchTemplateVersionSet', {
    ...(id ? { LaunchTemplateId: id } : { LaunchTemplateName: name ?? '' }),
    'LaunchTemplateVersion.1': version,
  });
  if (known.length > 0) return;
  throw wrong(
    `You must use a valid fully-formed launch template. Could not find the specified version ${version} for the launch template ${id || name}`,
  );
}

/**
 * PutScheduledUpdateGroupAction: "at least one of" the sizes, which have to be consistent, and a time in the future.
 */
export function checkSizes({ MinSize, MaxSize, DesiredCapacity, StartTime }: JsonObject): void {
  if (![MinSize, MaxSize, DesiredCapacity].some(given)) {
    throw wrong('At least one of MinSize, MaxSize and DesiredCapacity must be specified');
  }
  if (given(MinSize) && given(MaxSize) && Number(MinSize) > Number(MaxSize)) {
    throw wrong(`Max bound, ${jsonText(MaxSize)}, must be greater than or equal to min bound, ${jsonText(MinSize)}`);
  }
  if (given(StartTime) && Date.parse(jsonText(StartTime)) < Date.now()) throw wrong('Given start time is in the past');
}

/** PutScalingPolicy: its type, and the configuration that a target tracking policy requires. */
const policy: Guard = (call) => {
  const form = fieldsOf(call);
  const type = jsonText(form['PolicyType']);
  const types = ['SimpleScaling', 'StepScaling', 'TargetTrackingScaling', 'PredictiveScaling'];
  if (type !== '' && !types.includes(type)) throw wrong(`PolicyType ${type} is not one of ${types.join(', ')}`);
  if (type !== 'TargetTrackingScaling') return;
  const tracking = jsonObject(form['TargetTrackingConfiguration']);
  const metric = jsonObject(tracking['PredefinedMetricSpecification']);
  if (!given(tracking['TargetValue']))
    throw wrong('TargetTrackingConfiguration is required for target tracking policies');
  const label = jsonText(metric['ResourceLabel']);
  const isOfLoadBalancer = jsonText(metric['PredefinedMetricType']) === 'ALBRequestCountPerTarget';
  // PredefinedMetricSpecification, ResourceLabel: the last parts of both ARNs.
  if (isOfLoadBalancer && !/^app\/[^/]+\/[^/]+\/targetgroup\/[^/]+\/[^/]+$/.test(label)) {
    throw wrong(`The resource label ${label} does not have the form app/<name>/<id>/targetgroup/<name>/<id>`);
  }
};

/** PutLifecycleHook. */
const hook: Guard = (call) => {
  const form = fieldsOf(call);
  const [transition, result] = [jsonText(form['LifecycleTransition']), jsonText(form['DefaultResult'])];
  if (transition !== '' && !/^autoscaling:EC2_INSTANCE_(LAUNCHING|TERMINATING)$/.test(transition)) {
    throw wrong(`Lifecycle transition ${transition} is not supported`);
  }
  if (result !== '' && !['CONTINUE', 'ABANDON'].includes(result))
    throw wrong(`Default result ${result} is not supported`);
  inRange(form['HeartbeatTimeout'], 30, 172_800, () => wrong('HeartbeatTimeout must be between 30 and 172800 seconds'));
};

/** EnableMetricsCollection: "The only valid value is 1Minute", and names of metrics. */
const metrics: Guard = (call) => {
  const form = fieldsOf(call);
  if (jsonText(form['Granularity']) !== '1Minute') throw wrong('Granularity must be 1Minute');
  const unknown = jsonList(form['Metrics'])
    .map(jsonText)
    .find((name) => !/^(Group|WarmPool|GroupAndWarmPool)[A-Z]\w+$/.test(name) || !known.test(name));
  if (unknown !== undefined) throw wrong(`Metric ${unknown} is not valid`);
};
const known =
  /^(Group(MinSize|MaxSize|DesiredCapacity|(InService|Pending|Standby|Terminating|Total)(Instances|Capacity))|WarmPool(MinSize|DesiredCapacity|PendingCapacity|TerminatingCapacity|WarmedCapacity|TotalCapacity)|GroupAndWarmPool(DesiredCapacity|TotalCapacity))$/;

export const groupValues = {
  CreateAutoScalingGroup: group,
  UpdateAutoScalingGroup: group,
  PutScalingPolicy: policy,
  PutLifecycleHook: hook,
  EnableMetricsCollection: metrics,
};
