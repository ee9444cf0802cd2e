import type { Resource, World } from '@malinshopper/synthesized';
import { inPolicy } from '../../testing/mutation';
import { custom } from '../ask';
import { isClientGroup } from '../vpc/group-holders';
import { rulesOf } from '../table';
import { allows, groupsOf, identitiesOf, machineTypes, permissionsOf } from './instances';

const observe = { type: 'aws_iam_role_policy', path: 'fetcher/identity/observe' };
const groupOfWeb = '${aws_security_group.web_firewall_2BC63BE6.id}';

/** The other machines in the environment and its host that refer to a resource. */
const othersThatName = (thing: Resource, machine: Resource, world: World) =>
  world.thatName(thing, ...machineTypes).filter((other) => other !== machine);

/** The log groups to which a role can write: each as its policy names it, and as the resource. */
const writtenBy = (role: Resource, world: World) =>
  permissionsOf(role, world)
    .filter((statement) => allows(statement, 'logs:PutLogEvents'))
    .flatMap(({ resources, policy }) =>
      resources.map((named) => ({
        named,
        log: world.targets(named, policy.stack).find(({ type }) => type === 'aws_cloudwatch_log_group'),
      })),
    );

/**
 * The log groups of its own stack to which a role can write. The log group of sessions is in another stack, and all
 * roles write to it.
 */
const logsOf = (role: Resource, world: World): Resource[] =>
  writtenBy(role, world).flatMap(({ log }) => (log && log.stack === role.stack ? [log] : []));

const ownTemplate = custom(
  (template, world) => {
    const groups = groupsOf(template, world);
    if (groups.length === 1) return undefined;
    return `is the template of ${groups.map(({ path }) => path).join(', ') || 'no group'}`;
  },
  {
    'a worker is made from the template of web servers': {
      type: 'aws_autoscaling_group',
      path: 'fetcher/group/Resource',
      change: (config) =>
        (config.launch_template = { id: '${aws_launch_template.web_template_AA38C324.id}', version: '1' }),
    },
  },
);

const ownSecurityGroup = custom(
  (machine, world) => {
    const groups = world
      .namedBy(machine)
      .filter(({ type }) => type === 'aws_security_group')
      .filter((each) => !isClientGroup(each, world));
    if (groups.length === 0) return 'has no security group of its own';
    for (const each of groups) {
      const [other] = othersThatName(each, machine, world);
      if (other) return `shares ${each.path} with ${other.path}`;
    }
    return undefined;
  },
  {
    'a worker has the security group of web servers': (config) =>
      (config.network_interfaces[0].security_groups = [groupOfWeb]),
    'a worker has the security group of web servers besides its own': (config) =>
      config.network_interfaces[0].security_groups.push(groupOfWeb),
    'a worker has the client group of the database only': (config) =>
      config.network_interfaces[0].security_groups.shift(),
    'the client group that all roles share has an ingress rule': {
      type: 'aws_vpc_security_group_ingress_rule',
      path: 'data/database/firewall/clients',
      change: (config) => {
        const { security_group_id: server, referenced_security_group_id: clients } = config;
        Object.assign(config, { security_group_id: clients, referenced_security_group_id: server });
      },
    },
    'the client group that all roles share allows egress to every address': {
      type: 'aws_vpc_security_group_egress_rule',
      path: 'data/database/clients/server',
      change: (config) => {
        delete config.referenced_security_group_id;
        config.cidr_ipv4 = '0.0.0.0/0';
      },
    },
    'a worker has the default security group': (config) => delete config.network_interfaces[0].security_groups,
    'the nodes of a cluster have the security group of web servers': {
      scenario: 'cluster',
      type: 'aws_emr_cluster',
      path: '',
      change: (config) => (config.ec2_attributes.additional_slave_security_groups = groupOfWeb),
    },
  },
);

const ownIdentity = custom(
  (machine, world) => {
    for (const role of identitiesOf(machine, world)) {
      const profiles = world.thatName(role, 'aws_iam_instance_profile');
      const [other] = profiles.flatMap((profile) => othersThatName(profile, machine, world));
      if (other) return `shares ${role.path} with ${other.path}`;
    }
    return undefined;
  },
  {
    'a worker has the profile of web servers': (config) =>
      (config.iam_instance_profile = { arn: '${aws_iam_instance_profile.web_profile_F43F235A.arn}' }),
    'the profile of a worker holds the role of web servers': {
      type: 'aws_iam_instance_profile',
      path: 'fetcher/profile',
      change: (config) => (config.role = '${aws_iam_role.web_identity_25574F43.name}'),
    },
  },
);

const ownLog = custom(
  (machine, world) => {
    const roles = identitiesOf(machine, world);
    const unknown = roles.flatMap((role) => writtenBy(role, world)).find(({ log }) => !log);
    if (unknown) return `may write to ${unknown.named}`;
    const logs = roles.flatMap((role) => logsOf(role, world));
    if (logs.length === 0) return 'may write to no log group';
    for (const other of world.resources(...machineTypes).filter((each) => each !== machine)) {
      const theirs = identitiesOf(other, world).flatMap((role) => logsOf(role, world));
      const shared = theirs.find((log) => logs.includes(log));
      if (shared) return `shares ${shared.path} with ${other.path}`;
    }
    return undefined;
  },
  {
    'a worker writes the log of web servers': {
      ...observe,
      change: inPolicy(([first]) => first.Resource.push('${aws_cloudwatch_log_group.web_log_F8165D3C.arn}')),
    },
    'a worker may write every log of the account': {
      ...observe,
      change: inPolicy(([first]) => (first.Resource = '*')),
    },
  },
);

const separate = {
  covers: 'C6 C9',
  tried: { path: 'fetcher/template/Resource' },
  fix: 'Create an InstanceGroup (apps/compute) for the role',
};

/**
 * The roles of the application (web servers and workers) share no resources. The reason: workers on the server of the
 * web once used up its memory, and the site became unavailable.
 */
export const isolation = rulesOf(machineTypes, {
  MAL_ISO_1: {
    ...separate,
    title: 'Each role of the application has a separate launch template',
    severity: 'high',
    types: ['aws_launch_template'],
    why: 'With a shared template, a change for one role is also rolled out to another role',
    ask: ownTemplate,
  },
  MAL_ISO_2: {
    ...separate,
    title: 'Each role of the application has a separate security group',
    severity: 'high',
    covers: 'C6 C9 N10',
    why: 'If two roles share a security group, an intruder on an instance of one role can reach the other',
    fix: 'Create an InstanceGroup (apps/compute) for the role. Roles can share only a client group, which has no ingress rule',
    ask: ownSecurityGroup,
  },
  MAL_ISO_3: {
    ...separate,
    title: 'Each role of an instance or a cluster has its own IAM role',
    severity: 'high',
    why: 'With a shared IAM role, a web server has the write permissions of a worker, and logs name the worker as the caller',
    ask: ownIdentity,
  },
  MAL_ISO_4: {
    ...separate,
    title: 'Each role of the application can write to its own log group only',
    severity: 'medium',
    why: 'A log is no evidence if another role can write to it',
    fix: "Let the role's policy name the log group of roleLog (apps/compute) only",
    ask: ownLog,
  },
});
