import { word, type Reading } from '../../access';
import { keyFacts } from '../../keys';
import { requestTags } from '../../tags';
import { onResource } from './named';

const ON_KEY = new Set([
  'DescribeKey',
  'DisableKeyRotation',
  'EnableKeyRotation',
  'GenerateMac',
  'GetKeyPolicy',
  'GetKeyRotationStatus',
  'ListResourceTags',
  'PutKeyPolicy',
  'ScheduleKeyDeletion',
  'TagResource',
  'UntagResource',
  'UpdateKeyDescription',
]);
/** KMS requires permission on both, the alias and its key (KMS developer guide, "Controlling access to aliases"). */
const ON_ALIAS = new Set(['CreateAlias', 'DeleteAlias', 'UpdateAlias']);

/** AWS KMS, as Terraform makes keys and their aliases, and as reviews compute their digests. */
export const kms: Reading = async (_call, { action, fields }, world) => {
  const asked = `kms:${action}`;
  if (action === 'CreateKey') return [{ action: asked, resource: '*', context: requestTags(fields) }];
  if (action === 'ListAliases') return [{ action: asked, resource: '*' }];
  const alias = word(fields['AliasName']);
  const id = word(fields['KeyId']) || word(fields['TargetKeyId']) || alias;
  if (id === '' || !(ON_KEY.has(action) || ON_ALIAS.has(action))) return undefined;
  const { arn, policy: resourcePolicy } = await keyFacts(world, id);
  const onKey = { ...onResource(asked, arn, fields), resourcePolicy };
  if (!ON_ALIAS.has(action)) return [onKey];
  return [{ action: asked, resource: `arn:aws:kms:${world.region}:${world.account}:${alias}`, resourcePolicy }, onKey];
};
