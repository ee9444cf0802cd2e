import type { Client } from './client';
import { database, net, unique, type InUse } from './try';

const ofServer = (by: string, code: string, action: string, field: string, which: 'group' | 'parameters'): InUse => ({
  by,
  code,
  make: async (aws) => {
    const made = await database(aws, await net(aws));
    return { remove: () => aws.query('rds', action, { [field]: made[which] }), free: made.free };
  },
});

const emr = (aws: Client, action: string, fields: object) =>
  aws.json('elasticmapreduce', `ElasticMapReduce.${action}`, fields);

async function cluster(aws: Client, more: object, instances: object = {}): Promise<string> {
  const fleet = {
    InstanceFleetType: 'MASTER',
    TargetOnDemandCapacity: 1,
    InstanceTypeConfigs: [{ InstanceType: 'm7g.xlarge' }],
  };
  const made = await emr(aws, 'RunJobFlow', {
    Name: unique('cluster'),
    ReleaseLabel: 'emr-7.12.0',
    Instances: { InstanceFleets: [fleet], KeepJobFlowAliveWhenNoSteps: true, ...instances },
    ...more,
  });
  return made.first('JobFlowId');
}

const composite = (rule: (alarm: string) => string, alarmOf: (aws: Client) => Promise<string>): InUse => ({
  by: `the rule ${rule('...')} of a composite alarm`,
  code: 'ValidationError',
  make: async (aws) => {
    const [used, user] = [await alarmOf(aws), unique('composite')];
    await aws.query('monitoring', 'PutCompositeAlarm', { AlarmName: user, AlarmRule: rule(used) });
    const without = (name: string) => aws.query('monitoring', 'DeleteAlarms', { 'AlarmNames.member.1': name });
    return { remove: () => without(used), free: () => without(user) };
  },
});

async function metricAlarm(aws: Client): Promise<string> {
  const AlarmName = unique('alarm');
  const comparison = { Threshold: '1', ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: '1' };
  const metric = { Namespace: 'Try', MetricName: 'Try', Statistic: 'Sum', Period: '60' };
  await aws.query('monitoring', 'PutMetricAlarm', { AlarmName, ...metric, ...comparison });
  return AlarmName;
}

async function compositeAlarm(aws: Client): Promise<string> {
  const AlarmName = unique('inner');
  await aws.query('monitoring', 'PutCompositeAlarm', { AlarmName, AlarmRule: `ALARM(${await metricAlarm(aws)})` });
  return AlarmName;
}

/** The resources of services and their users, by type. */
export const inServices: Readonly<Record<string, readonly InUse[]>> = {
  aws_db_instance: [
    {
      by: 'its deletion protection',
      code: 'InvalidParameterCombination',
      make: async (aws) => {
        const { server, free: remove } = await database(aws, await net(aws), { DeletionProtection: 'true' });
        const form = { DBInstanceIdentifier: server, DeletionProtection: 'false' };
        return { remove, free: () => aws.query('rds', 'ModifyDBInstance', form) };
      },
    },
  ],
  aws_db_parameter_group: [
    ofServer(
      'a server',
      'InvalidDBParameterGroupState',
      'DeleteDBParameterGroup',
      'DBParameterGroupName',
      'parameters',
    ),
  ],
  aws_db_subnet_group: [
    ofServer('a server', 'InvalidDBSubnetGroupStateFault', 'DeleteDBSubnetGroup', 'DBSubnetGroupName', 'group'),
  ],
  aws_autoscaling_group: [
    {
      by: 'its instances',
      code: 'ResourceInUse',
      make: async (aws) => {
        const [{ subnets }, template, name] = [await net(aws), unique('template'), unique('group')];
        await aws.ec2('CreateLaunchTemplate', {
          LaunchTemplateName: template,
          'LaunchTemplateData.ImageId': 'ami-12c6146b',
          'LaunchTemplateData.InstanceType': 't4g.micro',
        });
        const sized = (size: string) => ({
          AutoScalingGroupName: name,
          MinSize: size,
          MaxSize: size,
          DesiredCapacity: size,
        });
        const where = { 'LaunchTemplate.LaunchTemplateName': template, 'LaunchTemplate.Version': '1' };
        const form = { ...sized('1'), ...where, VPCZoneIdentifier: subnets[0] };
        await aws.query('autoscaling', 'CreateAutoScalingGroup', form);
        return {
          remove: () => aws.query('autoscaling', 'DeleteAutoScalingGroup', { AutoScalingGroupName: name }),
          free: () => aws.query('autoscaling', 'UpdateAutoScalingGroup', sized('0')),
        };
      },
    },
  ],
  aws_emr_cluster: [
    {
      by: 'its termination protection',
      code: 'ValidationException',
      make: async (aws) => {
        const JobFlowIds = [await cluster(aws, {}, { TerminationProtected: true })];
        return {
          remove: () => emr(aws, 'TerminateJobFlows', { JobFlowIds }),
          free: () => emr(aws, 'SetTerminationProtection', { JobFlowIds, TerminationProtected: false }),
        };
      },
    },
  ],
  aws_emr_security_configuration: [
    {
      by: 'a cluster',
      code: 'InvalidRequestException',
      make: async (aws) => {
        const Name = unique('encryption');
        await emr(aws, 'CreateSecurityConfiguration', { Name, SecurityConfiguration: '{}' });
        const JobFlowIds = [await cluster(aws, { SecurityConfiguration: Name })];
        return {
          remove: () => emr(aws, 'DeleteSecurityConfiguration', { Name }),
          free: () => emr(aws, 'TerminateJobFlows', { JobFlowIds }),
        };
      },
    },
  ],
  aws_cloudwatch_metric_alarm: [
    composite((alarm) => `ALARM("${alarm}")`, metricAlarm),
    composite((alarm) => `NOT OK(${alarm})`, metricAlarm),
  ],
  aws_cloudwatch_composite_alarm: [composite((alarm) => `ALARM(${alarm})`, compositeAlarm)],
};
