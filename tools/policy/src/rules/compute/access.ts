import type { Resource, World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { allows, identitiesOf, machineTypes, permissionsOf } from './instances';

/** Systems Manager user guide, "Add Session Manager permissions to an existing IAM role", and "ec2messages". */
const sessions = [
  'ssm:UpdateInstanceInformation',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];
/** The same, "with permissions for Session Manager and Amazon S3 and CloudWatch Logs"; AWS lists groups by no name. */
const write = ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams', 'logs:DescribeLogGroups'];

/** The preferences of Session Manager, which the account app sets for the whole account. */
const preferencesOf = (world: World) =>
  world.resources('aws_ssm_document').find(({ config }) => config['document_type'] === 'Session');

/** Whether a role may do something with a thing of ours. */
function may(role: Resource, action: string, thing: Resource, world: World): boolean {
  return permissionsOf(role, world).some(
    (statement) =>
      allows(statement, action) &&
      (statement.resources.includes('*') || world.targets(statement.resources, statement.policy.stack).includes(thing)),
  );
}

/** How people get onto instances. */
export const accessRules: readonly Rule[] = [
  {
    id: 'FSBP.SSM.1',
    covers: ['C11'],
    title: 'Every instance can be entered through Session Manager, patched and asked what is on it',
    severity: 'medium',
    why: 'There is no SSH: nobody could look at a machine that is broken',
    fix: 'Give the role the statements of systemsManager (apps/compute)',
    types: machineTypes,
    check: (machine, world) => {
      const roles = identitiesOf(machine, world);
      if (roles.length === 0) return 'has no role of ours';
      const statements = roles.flatMap((role) => permissionsOf(role, world));
      const missing = sessions.find((action) => !statements.some((statement) => allows(statement, action)));
      return missing && `its role may not ${missing}`;
    },
  },
  {
    id: 'MAL_EC2_9',
    covers: ['C11'],
    title: 'Every instance can encrypt sessions with the key of the account, and write them down',
    severity: 'high',
    why: 'An instance that may not use what the preferences of Session Manager ask for refuses every session',
    fix: 'Allow kms:Decrypt with sessionKeyArn, and writing to sessionLogGroupArn, both of the account app',
    types: machineTypes,
    check: (machine, world) => {
      const preferences = preferencesOf(world);
      if (!preferences) return 'the account has no preferences of Session Manager';
      const asked = world.targets(preferences.config['content'], preferences.stack);
      for (const role of identitiesOf(machine, world)) {
        for (const thing of asked) {
          const actions = thing.type === 'aws_kms_key' ? ['kms:Decrypt'] : write;
          const missing = actions.find((action) => !may(role, action, thing, world));
          if (missing) return `its role may not ${missing} with ${thing.path}`;
        }
      }
      return undefined;
    },
  },
];
