import { inPolicy, type Mutation } from '../../testing/mutation';

const template = { type: 'aws_launch_template', path: 'fetcher/template/Resource' };
const webTemplate = { id: '${aws_launch_template.web_template_AA38C324.id}', version: '1' };
const groupOfWeb = '${aws_security_group.web_firewall_2BC63BE6.id}';
const profileOfWeb = '${aws_iam_instance_profile.web_profile_F43F235A.arn}';
const logOfWeb = '${aws_cloudwatch_log_group.web_log_F8165D3C.arn}';

export const isolationMutations: readonly Mutation[] = [
  {
    rule: 'MAL_ISO_1',
    what: 'a worker is made from the template of web servers',
    type: 'aws_autoscaling_group',
    path: 'fetcher/group/Resource',
    change: (config) => (config.launch_template = webTemplate),
  },
  {
    rule: 'MAL_ISO_2',
    what: 'a worker has the firewall of web servers',
    ...template,
    change: (config) => (config.network_interfaces[0].security_groups = [groupOfWeb]),
  },
  {
    rule: 'MAL_ISO_2',
    what: 'a worker has the firewall of web servers besides its own',
    ...template,
    change: (config) => config.network_interfaces[0].security_groups.push(groupOfWeb),
  },
  {
    rule: 'MAL_ISO_2',
    what: 'a worker has the client group of the database only',
    ...template,
    change: (config) => config.network_interfaces[0].security_groups.shift(),
  },
  {
    rule: 'MAL_ISO_2',
    what: 'the group that all roles wear lets somebody in',
    type: 'aws_vpc_security_group_ingress_rule',
    path: 'data/database/firewall/clients',
    change: (config) => {
      const { security_group_id: server, referenced_security_group_id: clients } = config;
      Object.assign(config, { security_group_id: clients, referenced_security_group_id: server });
    },
  },
  {
    rule: 'MAL_ISO_2',
    what: 'the group that all roles wear lets out to anywhere',
    type: 'aws_vpc_security_group_egress_rule',
    path: 'data/database/clients/server',
    change: (config) => {
      delete config.referenced_security_group_id;
      config.cidr_ipv4 = '0.0.0.0/0';
    },
  },
  {
    rule: 'MAL_ISO_2',
    what: 'a worker has the default firewall',
    ...template,
    change: (config) => delete config.network_interfaces[0].security_groups,
  },
  {
    rule: 'MAL_ISO_2',
    what: 'the nodes of a cluster have the firewall of web servers',
    kind: 'cluster',
    type: 'aws_emr_cluster',
    change: (config) => (config.ec2_attributes.additional_slave_security_groups = groupOfWeb),
  },
  {
    rule: 'MAL_ISO_3',
    what: 'a worker acts as a web server',
    ...template,
    change: (config) => (config.iam_instance_profile = { arn: profileOfWeb }),
  },
  {
    rule: 'MAL_ISO_3',
    what: 'the profile of a worker holds the role of web servers',
    type: 'aws_iam_instance_profile',
    path: 'fetcher/profile',
    change: (config) => (config.role = '${aws_iam_role.web_identity_25574F43.name}'),
  },
  {
    rule: 'MAL_ISO_4',
    what: 'a worker writes the log of web servers',
    type: 'aws_iam_role_policy',
    path: 'fetcher/identity/observe',
    change: inPolicy((statements) => statements[0].Resource.push(logOfWeb)),
  },
  {
    rule: 'MAL_ISO_4',
    what: 'a worker may write every log there is',
    type: 'aws_iam_role_policy',
    path: 'fetcher/identity/observe',
    change: inPolicy((statements) => (statements[0].Resource = '*')),
  },
  {
    rule: 'MAL_ISO_5',
    what: 'a worker has the instance type of web servers',
    type: 'aws_autoscaling_group',
    path: 'fetcher/group/Resource',
    change: (config) => (config.mixed_instances_policy.launch_template.override[0].instance_type = 'm7g.large'),
  },
  {
    rule: 'MAL_ISO_5',
    what: 'a worker may have the instance type of web servers',
    kind: 'staging',
    type: 'aws_autoscaling_group',
    path: 'fetcher/group/Resource',
    change: (config) => config.mixed_instances_policy.launch_template.override.push({ instance_type: 't4g.medium' }),
  },
];
