import type { Change } from '../../testing/mutation';
import { secretAs } from '../secrets';
import { rulesOf } from '../table';
import { noText } from './in-texts';

// Concatenated here: as one literal, a scanner for leaked secrets would report this file.
const accessKey = 'AKIA' + 'IOSFODNN7EXAMPLE';
const inBase64 = Buffer.from('export DATABASE_PASSWORD=correct-horse-battery').toString('base64');

const on = (type: string, change: Change, path?: string) => ({ type, change, ...(path !== undefined && { path }) });

/** Secrets in values of any type, and in parts without a resource: outputs, locals, tags of providers. */
export const secrecy = rulesOf([], {
  MAL_SECRET_1: {
    title: 'No tag, description, output, variable or text contains a secret, even in an encoded form',
    severity: 'critical',
    why: 'The state and plans contain each value, and each identity that can describe the resource reads it',
    fix: 'Let RDS or a function create the secret in Secrets Manager, and pass its ARN',
    ask: noText(({ name, value }) => secretAs(name, value), {
      'a tag contains an access key': on(
        'aws_s3_bucket',
        (config) => (config.tags.Note = accessKey),
        'content/Resource',
      ),
      'a tag is a password': on('aws_s3_bucket', (config) => (config.tags.Password = 'hunter2'), 'content/Resource'),
      'a description contains a password': on(
        'aws_kms_key',
        (config) => (config.description = 'root password: correct-horse'),
        'data/database/key/Resource',
      ),
      'a variable of a function is a password in base64': on(
        'aws_lambda_function',
        (config) => (config.environment.variables.SETTINGS = inBase64),
      ),
      'a header of an origin is a password': on(
        'aws_cloudfront_distribution',
        (config) => (config.origin[0].custom_header = [{ name: 'X-Origin-Secret', value: 'correct-horse' }]),
      ),
      'the token of a cache is a literal': {
        scenario: 'cluster',
        ...on('aws_elasticache_replication_group', (config) => (config.auth_token = 'correct-horse-battery')),
      },
      'the input of a function contains a password': on(
        'aws_lambda_invocation',
        (config) => (config.input = JSON.stringify({ environment: 'production', password: 'correct-horse' })),
      ),
      'a variable of a function refers to a secret in plain text': on(
        'aws_lambda_function',
        (config) => (config.environment.variables.X = '${data.aws_secretsmanager_secret_version.web.secret_string}'),
      ),
    }),
  },
});
