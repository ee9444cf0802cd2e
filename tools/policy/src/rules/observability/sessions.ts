import { block, type Resource, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';
import { keyOf } from '../messaging/mailbox';
import { ofTheAccount } from './once-per-account';

const type = 'aws_ssm_document';
const types = [type];
const fix = 'Set it in apps/account/src/sessions.ts';

/** Systems Manager user guide, "Session document schema". */
const inputsOf = (document: Resource, world: World) =>
  (
    JSON.parse(String(world.resolve(document.config['content'], document.stack))) as {
      inputs?: Record<string, unknown>;
    }
  ).inputs ?? {};

const isSession = ({ config }: Resource) => config['document_type'] === 'Session';

/** How people get onto instances. */
export const sessionRules: readonly Rule[] = [
  {
    id: 'CKV_AWS_112',
    covers: ['C11'],
    title: 'What passes in a session on an instance is encrypted with a key of ours',
    severity: 'medium',
    why: 'It is what people type, passwords too',
    fix,
    types,
    about: isSession,
    check: (document, world) => {
      const { kmsKeyId } = inputsOf(document, world);
      const key = world.targets(kmsKeyId, document.stack).find((each) => each.type === 'aws_kms_key');
      return key ? undefined : `kmsKeyId is ${JSON.stringify(kmsKeyId)}`;
    },
  },
  {
    id: 'CKV_AWS_113',
    covers: ['C11'],
    title: 'What people do in a session is written down as they do it, to an encrypted log group of ours',
    severity: 'medium',
    why: 'On an instance, people act as its role: the trail does not say who they were',
    fix,
    types,
    about: isSession,
    check: (document, world) => {
      const inputs = inputsOf(document, world);
      const name = inputs['cloudWatchLogGroupName'];
      const group = world.targets(name, document.stack).find((each) => each.type === 'aws_cloudwatch_log_group');
      if (!group) return `cloudWatchLogGroupName is ${JSON.stringify(name)}, which is no log group of ours`;
      if (!keyOf(group, world, 'kms_key_id')) return `${group.path} is not encrypted with a key of ours`;
      const off = ['cloudWatchEncryptionEnabled', 'cloudWatchStreamingEnabled'].filter((each) => inputs[each] !== true);
      return off.length > 0 ? `${off.join(', ')} not true` : undefined;
    },
  },
  {
    id: 'CKV_AWS_303',
    covers: ['FSBP.SSM.4'],
    title: 'No document of Systems Manager is shared with others',
    severity: 'high',
    why: 'It says how our instances are set up and looked after',
    fix: 'Leave permissions out',
    types,
    check: ({ config }) => {
      const shared = String(block(config['permissions'])['account_ids'] ?? '');
      return shared === '' ? undefined : `it is shared with ${shared}`;
    },
  },
  ofTheAccount(
    {
      id: 'MAL_SSM_1',
      covers: ['C11'],
      title: 'The account says how sessions on its instances are, and ends those that are forgotten',
      severity: 'medium',
      why: 'Without the document of this name, Session Manager neither encrypts nor writes anything down',
      fix: "name: 'SSM-SessionManagerRunShell', documentType: 'Session', idleSessionTimeout of 60 minutes at most, no runAs",
    },
    type,
    (document, world) => {
      const { name, document_type: kind } = document.config;
      if (name !== 'SSM-SessionManagerRunShell' || kind !== 'Session') {
        return `it is ${JSON.stringify(name)} of type ${JSON.stringify(kind)}, which Session Manager does not look for`;
      }
      const { idleSessionTimeout: idle, runAsEnabled: runAs } = inputsOf(document, world);
      if (runAs === true) return 'runAsEnabled is true: whoever starts a session says who he is';
      const minutes = Number(idle);
      return minutes >= 1 && minutes <= 60 ? undefined : `idleSessionTimeout is ${JSON.stringify(idle)}`;
    },
  ),
];
