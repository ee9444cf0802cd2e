import { blocks } from '@malinshopper/synthesized';
import { all, at, custom, like, never, on, oneOf, onOrUnset, ours, type Ask } from '../ask';
import { rulesOf } from '../table';

/** The parameter group sets a parameter to a value of this form. */
const parameter = (name: string, right: RegExp, bad: string): Ask => {
  const named = (each: { name: string }) => each.name === name;
  return custom(
    ({ config }) => {
      const value: unknown = blocks(config['parameter']).find((each) => each['name'] === name)?.['value'];
      return right.test(String(value)) ? undefined : `${name} is ${String(value ?? 'not set')}`;
    },
    {
      [`${name} is not set`]: {
        type: 'aws_db_parameter_group',
        change: (config) => (config.parameter = config.parameter.filter((each: { name: string }) => !named(each))),
      },
      [`${name} is ${bad}`]: {
        type: 'aws_db_parameter_group',
        change: (config) => (config.parameter.find(named).value = bad),
      },
    },
  );
};

/** The parameter group of a server passes an ask. */
const inItsParameterGroup = (ask: Ask): Ask => ({
  fault: ({ config, stack }, world) =>
    world
      .targets(config['parameter_group_name'], stack)
      .filter(({ type }) => type === 'aws_db_parameter_group')
      .map((group) => ask.fault(group, world))
      .find((fault) => fault !== undefined),
  breaks: ask.breaks,
});

/** Versions and parameters of database servers. */
export const settings = rulesOf('aws_db_instance', {
  CKV2_AWS_69: {
    title: 'Database servers refuse connections without TLS',
    severity: 'high',
    covers: 'FSBP.RDS.44 D5',
    why: 'One client without TLS would send the password and all data in clear text',
    fix: 'Set require_secure_transport to 1 in a parameter group of this repository',
    ask: all(
      ours('parameter_group_name', 'aws_db_parameter_group'),
      inItsParameterGroup(parameter('require_secure_transport', /^(1|on)$/i, '0')),
    ),
  },
  CKV_AWS_226: {
    title: 'Database servers install minor versions automatically',
    severity: 'medium',
    covers: 'FSBP.RDS.13 D4',
    why: 'A vulnerability of MySQL is public from the day its patch is released',
    fix: 'Set autoMinorVersionUpgrade',
    ask: onOrUnset('auto_minor_version_upgrade'),
  },
  MAL_RDS_6: {
    title: 'Database servers name their engine version without the patch',
    severity: 'medium',
    covers: 'D5',
    why: 'Each patch that RDS installs would be a difference, and the next deploy would try to downgrade',
    fix: "Set engineVersion to '8.4', not '8.4.5'",
    ask: like('engine_version', /^\d+\.\d+$/, '8.4.5'),
  },
  MAL_RDS_11: {
    title: 'Database servers are not enrolled in Extended Support',
    severity: 'low',
    covers: 'D5',
    why: 'RDS enrolls servers in extended support by default. After its end of support, a version then costs 0.1 USD more per vCPU and hour',
    fix: "Set engineLifecycleSupport to 'open-source-rds-extended-support-disabled'; upgrade the version in time",
    ask: oneOf('engine_lifecycle_support', 'open-source-rds-extended-support-disabled'),
  },
  MAL_RDS_7: {
    title: 'A replaced parameter group is created before the old one is deleted',
    severity: 'medium',
    covers: 'D5',
    types: ['aws_db_parameter_group'],
    why: 'A parameter group in use cannot be deleted, and names are unique. With the same name, an upgrade would stop in the middle',
    fix: 'Set namePrefix instead of name, and lifecycle.createBeforeDestroy',
    ask: all(
      never('name', 'production-mysql'),
      at('name_prefix', (value) => value !== undefined, undefined),
      on('lifecycle.create_before_destroy'),
    ),
  },
  MAL_RDS_8: {
    title: 'MySQL stores all of Unicode and logs slow queries to files',
    severity: 'medium',
    covers: 'D5',
    types: ['aws_db_parameter_group'],
    about: ({ config }) => String(config['family']).startsWith('mysql'),
    why: 'Its older utf8 truncates text at an emoji; without the log, slow queries cannot be found',
    fix: 'Set character_set_server = utf8mb4, slow_query_log = 1 and log_output = FILE',
    source: 'RDS user guide, "Publishing MySQL logs to Amazon CloudWatch Logs": only files are sent',
    ask: all(
      parameter('character_set_server', /^utf8mb4$/, 'utf8'),
      parameter('slow_query_log', /^(1|ON)$/i, '0'),
      parameter('log_output', /^FILE$/i, 'TABLE'),
    ),
  },
});
