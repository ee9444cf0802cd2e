import { blocks, isTrue } from '@malinshopper/synthesized';
import type { Rule } from '../../rule';
import { must, said } from '../must';

const server = ['aws_db_instance'];
const settings = ['aws_db_parameter_group'];

/** How a database server is set, and how it changes. */
export const databaseSettingsRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_226',
    covers: ['FSBP.RDS.13', 'D4'],
    title: 'Every database server installs patches by itself',
    severity: 'medium',
    why: 'A hole in MySQL is known to everybody on the day on which its patch is',
    fix: 'autoMinorVersionUpgrade: true',
    types: server,
    check: must('auto_minor_version_upgrade', (value) => value === undefined || isTrue(value)),
  },
  {
    id: 'MAL_RDS_6',
    covers: ['D5'],
    title: 'The version of a database server is named without its patch',
    severity: 'medium',
    why: 'Each patch that RDS installs would be a difference, and the next deploy would try to go back',
    fix: "engineVersion: '8.4', not '8.4.5'",
    types: server,
    check: must('engine_version', (value) => /^\d+\.\d+$/.test(String(value))),
  },
  {
    id: 'MAL_RDS_11',
    covers: ['D5'],
    title: 'A database server is not enrolled in Extended Support',
    severity: 'low',
    why: 'RDS enrols whatever says nothing: a version past its end then costs 0.1 USD more a vCPU and hour, unasked',
    fix: "engineLifecycleSupport: 'open-source-rds-extended-support-disabled'; upgrade the version in time",
    types: server,
    check: must('engine_lifecycle_support', (value) => value === 'open-source-rds-extended-support-disabled'),
  },
  {
    id: 'MAL_RDS_7',
    covers: ['D5'],
    title: 'A group of database settings is made anew before the old one goes',
    severity: 'medium',
    why: 'It cannot go while a server uses it, nor two have one name: an upgrade would stop half-way',
    fix: 'namePrefix in the place of name, and lifecycle: { createBeforeDestroy: true }',
    types: settings,
    check: ({ config }) => {
      if (config['name'] !== undefined) return said(config, 'name');
      if (config['name_prefix'] === undefined) return said(config, 'name_prefix');
      return isTrue(config['lifecycle']?.create_before_destroy) ? undefined : 'create_before_destroy is not set';
    },
  },
  {
    id: 'MAL_RDS_8',
    covers: ['D5'],
    title: 'MySQL keeps every character, and writes slow queries down',
    severity: 'medium',
    why: 'In its older utf8, names with emojis are cut; without the log nobody finds what makes a page slow',
    fix: 'character_set_server = utf8mb4 and slow_query_log = 1, log_output = FILE',
    types: settings,
    about: ({ config }) => String(config['family']).startsWith('mysql'),
    check: ({ config }) => {
      const values = new Map(blocks(config['parameter']).map(({ name, value }) => [name, String(value)]));
      // Only files are sent to CloudWatch Logs (RDS user guide, "Publishing MySQL logs to Amazon CloudWatch Logs").
      const asked = { character_set_server: /^utf8mb4$/, slow_query_log: /^(1|ON)$/i, log_output: /^FILE$/i };
      const wrong = Object.entries(asked).find(([name, right]) => !right.test(values.get(name) ?? ''));
      return wrong && `${wrong[0]} is ${values.get(wrong[0]) ?? 'not set'}`;
    },
  },
];
