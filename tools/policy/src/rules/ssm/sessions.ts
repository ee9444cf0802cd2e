import { block, type Resource, type World } from '@malinshopper/synthesized';
import { inPolicy, remove } from '../../testing/mutation';
import { all, alsoBroken, at, between, custom, is, ours } from '../ask';
import { allows, identitiesOf, machineTypes, permissionsOf } from '../ec2/instances';
import { inJson } from '../in-json';
import { keyOf } from '../messaging/mailbox';
import { oncePerRegion } from '../account/once-per-account';
import { rulesOf } from '../table';

const type = 'aws_ssm_document';
const logGroup = 'aws_cloudwatch_log_group';
const rolePolicy = 'aws_iam_role_policy';
const fix = 'Set it in apps/account/src/sessions.ts';
const isSession = ({ config }: Resource) => config['document_type'] === 'Session';

/** Systems Manager user guide, "Add Session Manager permissions to an existing IAM role", and "ec2messages". */
const sessions = [
  'ssm:UpdateInstanceInformation',
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];
/**
 * The same guide, "with permissions for Session Manager and Amazon S3 and CloudWatch Logs"; listing groups cannot be
 * limited to a name.
 */
const write = ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams', 'logs:DescribeLogGroups'];

/** Removes actions from all statements of a policy. */
const withoutActions = (pattern: RegExp) =>
  inPolicy((statements) => {
    for (const statement of statements) {
      statement.Action = [statement.Action].flat().filter((action: string) => !pattern.test(action));
    }
  });

const mayBeManaged = custom(
  (machine, world) => {
    const roles = identitiesOf(machine, world);
    if (roles.length === 0) return 'has no role of this repository';
    const statements = roles.flatMap((role) => permissionsOf(role, world));
    const missing = sessions.find((action) => !statements.some((statement) => allows(statement, action)));
    return missing && `its role is not allowed ${missing}`;
  },
  {
    'a worker accepts no session': { path: 'fetcher/identity/manage', change: remove },
    'a web server opens no channel for sessions': {
      path: 'web/identity/manage',
      change: withoutActions(/^ssmmessages:OpenDataChannel$/),
    },
    'nodes of a cluster accept no session': { scenario: 'cluster', path: 'cluster/node/manage', change: remove },
  },
);

/** True if a role may use an action on a resource. */
const may = (role: Resource, action: string, resource: Resource, world: World) =>
  permissionsOf(role, world).some(
    (statement) =>
      allows(statement, action) &&
      (statement.resources.includes('*') ||
        world.targets(statement.resources, statement.policy.stack).includes(resource)),
  );

const mayUseWhatSessionsNeed = custom(
  (machine, world) => {
    const preferences = world.resources(type).find(isSession);
    if (!preferences) return 'the account has no preferences of Session Manager';
    const needed = world.targets(preferences.config['content'], preferences.stack);
    for (const role of identitiesOf(machine, world)) {
      for (const resource of needed) {
        const actions = resource.type === 'aws_kms_key' ? ['kms:Decrypt'] : write;
        const missing = actions.find((action) => !may(role, action, resource, world));
        if (missing) return `its role is not allowed ${missing} with ${resource.path}`;
      }
    }
    return undefined;
  },
  {
    'a worker cannot decrypt sessions': { path: 'fetcher/identity/sessions', change: withoutActions(/^kms:/) },
    'a web server cannot log sessions': {
      path: 'web/identity/sessions',
      change: withoutActions(/^logs:PutLogEvents$/),
    },
    'the account encrypts sessions with another key than instances may use': {
      type,
      change: (config) =>
        (config.content = config.content.replaceAll(
          /\$\{aws_kms_key\.[\w-]+\.(arn|key_id)\}/g,
          '${aws_kms_key.trail_key_8F0FDAC4.arn}',
        )),
    },
    'the account has no preferences of sessions': { type, change: remove },
  },
);

const logGroupHasKey = custom(({ config, stack }, world) => {
  const named = world.targets(block(config['inputs'])['cloudWatchLogGroupName'], stack);
  const open = named.find((each) => each.type === logGroup && !keyOf(each, world, 'kms_key_id'));
  return open && `${open.path} is not encrypted with a key of this repository`;
}, {});

/** Access to instances by Session Manager. */
export const sessionManager = rulesOf(type, {
  'FSBP.SSM.1': {
    title: 'Instances accept sessions, patches and inventory of Systems Manager',
    severity: 'medium',
    covers: 'C11',
    types: machineTypes,
    tried: { type: rolePolicy },
    why: 'Instances have no SSH. Without Session Manager, a broken instance cannot be examined',
    fix: 'Give the role the statements of systemsManager (apps/compute)',
    ask: mayBeManaged,
  },
  MAL_EC2_9: {
    title: 'Instances can encrypt sessions with the key of the account, and log them',
    severity: 'high',
    covers: 'C11',
    types: machineTypes,
    tried: { type: rolePolicy },
    why: 'Without access to the key and the log in the preferences of Session Manager, an instance refuses every session',
    fix: 'Allow kms:Decrypt with sessionKeyArn, and writing to sessionLogGroupArn, both of the account app',
    ask: mayUseWhatSessionsNeed,
  },
  CKV_AWS_112: {
    title: 'Sessions on instances are encrypted with a key of this repository',
    severity: 'medium',
    covers: 'C11',
    about: isSession,
    why: 'They contain everything that is typed, passwords too',
    fix,
    ask: inJson('content', ours('inputs.kmsKeyId', 'aws_kms_key')),
  },
  CKV_AWS_113: {
    title: 'Sessions are streamed to an encrypted log group of this repository',
    severity: 'medium',
    covers: 'C11',
    about: isSession,
    why: 'Commands on an instance run with the role of the instance, so the audit trail does not name the user',
    fix,
    ask: alsoBroken(
      inJson(
        'content',
        all(
          ours('inputs.cloudWatchLogGroupName', logGroup),
          logGroupHasKey,
          is('inputs.cloudWatchEncryptionEnabled', true, false),
          is('inputs.cloudWatchStreamingEnabled', true, false),
        ),
      ),
      {
        'the log group of sessions has no key': {
          type: logGroup,
          path: 'account/sessions/log/Resource',
          change: (config) => delete config.kms_key_id,
        },
      },
    ),
  },
  CKV_AWS_303: {
    title: 'Documents of Systems Manager are not shared with other accounts',
    severity: 'high',
    covers: 'FSBP.SSM.4',
    why: 'They describe the configuration and the maintenance of instances',
    fix: 'Leave permissions out',
    ask: at('permissions.account_ids', (value) => String(value ?? '') === '', 'All'),
  },
  MAL_SSM_1: {
    ...oncePerRegion(
      type,
      all(
        is('name', 'SSM-SessionManagerRunShell', 'sessions'),
        is('document_type', 'Session', 'Command'),
        inJson(
          'content',
          all(
            at('inputs.runAsEnabled', (value) => value !== true, true),
            between('inputs.idleSessionTimeout', 1, 60, 1440),
          ),
        ),
      ),
    ),
    title: 'Accounts have preferences of Session Manager, which end idle sessions',
    severity: 'medium',
    covers: 'C11',
    why: 'Without the document of this name, Session Manager neither encrypts nor logs sessions',
    fix: "Use name: 'SSM-SessionManagerRunShell', documentType: 'Session', idleSessionTimeout of 60 minutes at most, no runAs",
  },
});
