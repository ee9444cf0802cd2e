import { jsonText } from '../../protocols/json';
import { word, type Reading } from '../access';
import { throughKey } from '../keys';

const KEYS: Readonly<Record<string, readonly string[]>> = {
  DescribeSecret: [],
  GetSecretValue: ['kms:Decrypt'],
  PutSecretValue: ['kms:GenerateDataKey', 'kms:Decrypt'],
};

/** Secrets Manager: a secret is named by its name, its ARN or the ARN without the six letters at its end. */
export const secretsmanager: Reading = async (_call, { action, fields }, world) => {
  const actions = KEYS[action];
  const id = word(fields['SecretId']);
  if (!actions || id === '') return undefined;
  const secret = await world.json('secretsmanager', 'secretsmanager.DescribeSecret', { SecretId: id });
  const unknown = id.startsWith('arn:') ? id : `arn:aws:secretsmanager:${world.region}:${world.account}:secret:${id}`;
  const resource = jsonText(secret?.['ARN']) || unknown;
  const key = { id: jsonText(secret?.['KmsKeyId']), via: 'secretsmanager', encryptionContext: { SecretARN: resource } };
  const context = { 'secretsmanager:SecretId': resource };
  return [{ action: `secretsmanager:${action}`, resource, context }, ...(await throughKey(world, key, actions))];
};
