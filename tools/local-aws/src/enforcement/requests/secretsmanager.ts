import { jsonText } from '../../protocols/json';
import { word, type Reading } from '../access';
import { throughKey, usesOfKey } from '../keys';

const KNOWN = new Set(['DescribeSecret', 'GetSecretValue', 'PutSecretValue']);

/** Secrets Manager: a secret is named by its name, its ARN or the ARN without the six letters at its end. */
export const secretsmanager: Reading = async (_call, { action, fields }, world) => {
  const id = word(fields['SecretId']);
  if (!KNOWN.has(action) || id === '') return undefined;
  const secret = await world.json('secretsmanager', 'secretsmanager.DescribeSecret', { SecretId: id });
  const unknown = id.startsWith('arn:') ? id : `arn:aws:secretsmanager:${world.region}:${world.account}:secret:${id}`;
  const resource = jsonText(secret?.['ARN']) || unknown;
  const key = { id: jsonText(secret?.['KmsKeyId']), via: 'secretsmanager', encryptionContext: { SecretARN: resource } };
  const context = { 'secretsmanager:SecretId': resource };
  const uses = await throughKey(world, key, usesOfKey(`secretsmanager:${action}`));
  return [{ action: `secretsmanager:${action}`, resource, context }, ...uses];
};
