import { remove, type Mutation } from '../../testing/mutation';

const type = 'aws_autoscaling_group';
const web = 'web/group/Resource';
const fetcher = 'fetcher/group/Resource';

const group = (rule: string, what: string, change: Mutation['change'], path = web): Mutation => ({
  rule,
  what,
  type,
  path,
  change,
});

interface Mixed {
  readonly mixed_instances_policy: {
    readonly launch_template: { readonly launch_template_specification: { version?: string } };
  };
}
/** What a group with several types launches from. */
const specification = (config: Mixed) => config.mixed_instances_policy.launch_template.launch_template_specification;

export const scalingGroupMutations: readonly Mutation[] = [
  group('CKV_AWS_153', 'a group gives its instances no tags', (config) => delete config.tag),
  group('CKV_AWS_153', 'a group keeps a tag to itself', (config) => (config.tag[0].propagate_at_launch = false)),
  group('CKV_AWS_153', 'instances do not say which role they have', (config) => {
    config.tag = config.tag.filter(({ key }: { key: string }) => key !== 'Role');
  }),
  group('CKV_AWS_153', 'instances lack a tag that everything else of the stack has', (config) => {
    config.tag = config.tag.filter(({ key }: { key: string }) => key !== 'Team');
  }),
  group('CKV_AWS_315', 'a group launches from a launch configuration', (config) => {
    delete config.mixed_instances_policy;
    config.launch_configuration = 'web';
  }),
  group('CKV_AWS_315', 'a group launches from a template that was made by hand', (config) => {
    delete config.mixed_instances_policy;
    config.launch_template = { id: 'lt-0123456789abcdef0', version: '1' };
  }),
  group('MAL_ASG_1', 'a group launches $Latest', (config) => (specification(config).version = '$Latest')),
  group('MAL_ASG_1', 'a group names no version, which is $Default', (config) => delete specification(config).version),
  {
    rule: 'MAL_ASG_1',
    what: 'a group with several types launches $Default',
    kind: 'staging',
    type,
    path: fetcher,
    change: (config) => (specification(config).version = '$Default'),
  },
  group('CKV2_AWS_15', 'web servers are judged by EC2', (config) => (config.health_check_type = 'EC2')),
  group('CKV2_AWS_15', 'nothing says who judges web servers', (config) => delete config.health_check_type),
  group(
    'CKV2_AWS_15',
    'a worker is judged by a load balancer that it has not',
    (config) => (config.health_check_type = 'ELB'),
    fetcher,
  ),
  group('MAL_ASG_2', 'web servers are judged while they boot', (config) => (config.health_check_grace_period = 120)),
  group('MAL_ASG_2', 'workers are judged from the start', (config) => (config.health_check_grace_period = 0), fetcher),
  group(
    'FSBP.AutoScaling.2',
    'web servers are in one zone',
    (config) => (config.vpc_zone_identifier = ['${data.terraform_remote_state.network.outputs.privateSubnetIds[0]}']),
  ),
  group(
    'FSBP.AutoScaling.2',
    'web servers are in public subnets',
    (config) => (config.vpc_zone_identifier = '${data.terraform_remote_state.network.outputs.publicSubnetIds}'),
  ),
  group('FSBP.AutoScaling.2', 'a group is in the default network', (config) => {
    delete config.vpc_zone_identifier;
    config.availability_zones = ['eu-west-1a', 'eu-west-1b'];
  }),
  group(
    'AwsSolutions-AS1',
    'a group asks for one instance after the other',
    (config) => delete config.default_instance_warmup,
  ),
  { rule: 'AwsSolutions-AS3', what: 'a group tells nobody', type: 'aws_autoscaling_notification', change: remove },
  {
    rule: 'AwsSolutions-AS3',
    what: 'nobody hears that nothing can be launched',
    type: 'aws_autoscaling_notification',
    path: 'web-events',
    change: (config) =>
      (config.notifications = config.notifications.filter((each: string) => !/LAUNCH_ERROR/.test(each))),
  },
  {
    rule: 'AwsSolutions-AS3',
    what: 'no log has the instances that groups terminate',
    type: 'aws_cloudwatch_event_rule',
    path: 'account/scaling/rule',
    change: (config) => (config.event_pattern = config.event_pattern.replace(/,"EC2 Instance Terminate[^"]*"/, '')),
  },
  {
    rule: 'AwsSolutions-AS3',
    what: 'the log has the instances of one group only',
    type: 'aws_cloudwatch_event_rule',
    path: 'account/scaling/rule',
    change: (config) => {
      const pattern = JSON.parse(config.event_pattern);
      config.event_pattern = JSON.stringify({ ...pattern, detail: { AutoScalingGroupName: ['production-web'] } });
    },
  },
  {
    rule: 'MAL_SNS_7',
    what: 'every launch is a mail',
    type: 'aws_autoscaling_notification',
    path: 'web-events',
    change: (config) => config.notifications.push('autoscaling:EC2_INSTANCE_LAUNCH'),
  },
  {
    rule: 'AwsSolutions-AS3',
    what: 'a group tells a topic of somebody else',
    type: 'aws_autoscaling_notification',
    path: 'web-events',
    change: (config) => (config.topic_arn = 'arn:aws:sns:eu-west-1:999999999999:events'),
  },
];
