import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { isClientGroup } from '../network/ways';
import {
  allows,
  groupsOf,
  identitiesOf,
  instanceTypesOf,
  isBehindBalancer,
  machineTypes,
  permissionsOf,
} from './instances';

const types = ['aws_launch_template', 'aws_emr_cluster'];

/** What else instances are made from, in the environment and its hosts, that names a thing. */
const othersThatName = (thing: Resource, machine: Resource, world: World) =>
  world.thatName(thing, ...machineTypes).filter((other) => other !== machine);

/** The security groups of a machine. */
const firewallsOf = (machine: Resource, world: World) =>
  world.namedBy(machine).filter(({ type }) => type === 'aws_security_group');

/** Where a role may write logs: each place as its policy says it, and the log group behind it. */
const writtenBy = (role: Resource, world: World) =>
  permissionsOf(role, world)
    .filter((statement) => allows(statement, 'logs:PutLogEvents'))
    .flatMap(({ resources, policy }) =>
      resources.map((said) => ({
        said,
        log: world.targets(said, policy.stack).find(({ type }) => type === 'aws_cloudwatch_log_group'),
      })),
    );

/** The log groups of its own stack that a role may write to: that of sessions, which all write, is of another. */
const logsOf = (role: Resource, world: World): Resource[] =>
  writtenBy(role, world).flatMap(({ log }) => (log && log.stack === role.stack ? [log] : []));

/**
 * What happened once must not happen again: workers ate the memory of the server that they shared with the web, and
 * took the site down. Whatever a role has, it has alone.
 */
export const isolationRules: readonly Rule[] = [
  {
    id: 'MAL_ISO_1',
    covers: ['C6', 'C9'],
    title: 'Every role has a template of its own',
    severity: 'high',
    why: 'A change that is meant for one role would be rolled out to another',
    fix: 'Make an InstanceGroup (apps/compute) for the role',
    types: ['aws_launch_template'],
    check: (template, world) => {
      const groups = groupsOf(template, world);
      return groups.length === 1
        ? undefined
        : `is the template of ${groups.map(({ path }) => path).join(', ') || 'no group'}`;
    },
  },
  {
    id: 'MAL_ISO_2',
    covers: ['C6', 'C9', 'N10'],
    title: 'Every role has a firewall of its own',
    severity: 'high',
    why: 'Whoever gets into one of two roles that share a group gets to the other',
    fix: 'Make an InstanceGroup (apps/compute) for the role; share only a client group, which lets nobody in',
    types,
    check: (machine, world) => {
      const groups = firewallsOf(machine, world).filter((group) => !isClientGroup(group, world));
      if (groups.length === 0) return 'has no security group of its own';
      for (const group of groups) {
        const [other] = othersThatName(group, machine, world);
        if (other) return `shares ${group.path} with ${other.path}`;
      }
      return undefined;
    },
  },
  {
    id: 'MAL_ISO_3',
    covers: ['C6', 'C9'],
    title: 'Every role acts as an identity of its own',
    severity: 'high',
    why: 'What a worker may write, a web server could write too, in the name of the worker',
    fix: 'Make an InstanceGroup (apps/compute) for the role',
    types,
    check: (machine, world) => {
      const shared = identitiesOf(machine, world).flatMap((role) =>
        world
          .thatName(role, 'aws_iam_instance_profile')
          .flatMap((profile) => othersThatName(profile, machine, world))
          .map((other) => `shares ${role.path} with ${other.path}`),
      );
      return shared[0];
    },
  },
  {
    id: 'MAL_ISO_4',
    covers: ['C6', 'C9'],
    title: 'Every role writes a log of its own, and no other',
    severity: 'medium',
    why: 'Nobody finds out what happened in a log that another role may have written',
    fix: "Let the role's policy name the log group of roleLog (apps/compute) only",
    types,
    check: (machine, world) => {
      const roles = identitiesOf(machine, world);
      const unknown = roles.flatMap((role) => writtenBy(role, world)).find(({ log }) => !log);
      if (unknown) return `may write to ${unknown.said}`;
      const logs = roles.flatMap((role) => logsOf(role, world));
      if (logs.length === 0) return 'may write to no log group';
      const others = world.resources(...machineTypes).filter((other) => other !== machine);
      for (const other of others) {
        const shared = identitiesOf(other, world)
          .flatMap((role) => logsOf(role, world))
          .find((log) => logs.includes(log));
        if (shared) return `shares ${shared.path} with ${other.path}`;
      }
      return undefined;
    },
  },
  {
    id: 'MAL_ISO_5',
    covers: ['C9'],
    title: 'Web servers and workers use no instance type in common',
    severity: 'low',
    why: 'When spot capacity or the quota of a type runs out, the hourly jobs must not take it from the web',
    fix: 'Choose other instanceTypes in environments/src',
    types: ['aws_autoscaling_group'],
    about: isBehindBalancer,
    check: (web, world) => {
      const own = instanceTypesOf(web, world);
      for (const group of world.resources('aws_autoscaling_group')) {
        const shared = group !== web && instanceTypesOf(group, world).find((type) => own.includes(type));
        if (shared) return `launches ${shared}, as ${group.path} does`;
      }
      return undefined;
    },
  },
];
