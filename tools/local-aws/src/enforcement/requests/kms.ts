import { word, type Reading } from '../access';
import { keyFacts } from '../keys';

const WITH_A_KEY = new Set(['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyWithoutPlaintext']);

/** AWS KMS, called by the instance itself: without `kms:ViaService`. A Decrypt that names no key is unknown. */
export const kms: Reading = async (_call, { action, fields }, world) => {
  const id = word(fields['KeyId']);
  if (!WITH_A_KEY.has(action) || id === '') return undefined;
  const { arn, policy } = await keyFacts(world, id);
  return [{ action: `kms:${action}`, resource: arn, resourcePolicy: policy }];
};
