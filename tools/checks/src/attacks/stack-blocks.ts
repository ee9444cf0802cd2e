import { type Attack } from './attack';

/** Attacks: blocks of a stack that read, run or forget something. */
export const stackBlocks: readonly Attack[] = [
  [
    'data external',
    (d) => {
      d.data.data.external = { x: { program: ['sh'] } };
    },
  ],
  [
    'data http',
    (d) => {
      d.data.data.http = { x: { url: 'http://x' } };
    },
  ],
  [
    'data secret version',
    (d) => {
      d.data.data.aws_secretsmanager_secret_version = { x: { secret_id: 'a' } };
    },
  ],
  [
    'data aws_iam_policy',
    (d) => {
      d.account.data = { aws_iam_policy: { x: { name: 'AdministratorAccess' } } };
    },
  ],
  [
    'data policy document',
    (d) => {
      d.data.data.aws_iam_policy_document = { x: { statement: [{ actions: ['*'], resources: ['*'] }] } };
    },
  ],
  [
    'ephemeral',
    (d) => {
      d.data.ephemeral = { aws_secretsmanager_secret_version: { x: { secret_id: 'a' } } };
    },
  ],
  [
    'check block with data',
    (d) => {
      d.data.check = {
        x: { data: { http: { y: { url: 'http://x' } } }, assert: [{ condition: true, error_message: 'x' }] },
      };
    },
  ],
  [
    'variable block',
    (d) => {
      d.data.variable = { x: { default: '1' } };
    },
  ],
  [
    'removed block',
    (d) => {
      d.data.removed = [{ from: 'aws_db_instance.database_server_1', lifecycle: { destroy: false } }];
    },
  ],
  [
    'moved across',
    (d) => {
      d.data.moved = [{ from: 'aws_s3_bucket.content_F57FEA48', to: 'aws_s3_bucket.other' }];
    },
  ],
  [
    'import of a stranger',
    (d) => {
      d.data.import = [{ to: 'aws_s3_bucket.content_F57FEA48', id: 'another-bucket' }];
    },
  ],
  [
    'remote state of a stranger',
    (d) => {
      d.data.data.terraform_remote_state.x = {
        backend: 's3',
        config: { bucket: 'evil', key: 'k', region: 'eu-west-1' },
      };
    },
  ],
  [
    'remote state http',
    (d) => {
      d.data.data.terraform_remote_state.x = { backend: 'http', config: { address: 'http://evil' } };
    },
  ],
];
