import { configOf, idOf, add, type Attack } from './attack';

/** Attacks: secrets in the open. */
export const secrets: readonly Attack[] = [
  [
    'secret in tag',
    (d) => {
      configOf(d, 'data', 'aws_db_instance', 'data/database/server').tags.Password = 'hunter2hunter2';
    },
  ],
  [
    'aws key in tag',
    (d) => {
      configOf(d, 'data', 'aws_db_instance', 'data/database/server').tags.Note = 'AKIAIOSFODNN7EXAMPLE';
    },
  ],
  [
    'password ref in tag',
    (d) => {
      configOf(d, 'compute', 'aws_lb', 'compute/load-balancer/Resource').tags.X = 'mysql://root:s3cr3tpass@db/x';
    },
  ],
  [
    'secret output',
    (d) => {
      d.data.output.dbPassword = { value: 'hunter2hunter2' };
    },
  ],
  [
    'output of a password attr',
    (d) => {
      d.data.output.zzz = { value: '${aws_db_instance.database_server_8BFC5013.password}' };
    },
  ],
  [
    'output of whole resource',
    (d) => {
      d.data.output.zzz = { value: '${aws_db_instance.database_server_8BFC5013}' };
    },
  ],
  [
    'output nonsensitive',
    (d) => {
      d.data.output.zzz = { value: '${nonsensitive(aws_db_instance.database_server_8BFC5013.password)}' };
    },
  ],
  [
    'plaintext password',
    (d) => {
      const c = configOf(d, 'data', 'aws_db_instance', 'data/database/server');
      delete c.manage_master_user_password;
      c.password = 'hunter2hunter2';
    },
  ],
  [
    'secret version',
    (d) => {
      const id = idOf(d, 'data', 'aws_secretsmanager_secret', 'data/users/web');
      add(d, 'data', 'aws_secretsmanager_secret_version', 'x', {
        secret_id: `\${aws_secretsmanager_secret.${id}.id}`,
        secret_string: 'hunter2',
      });
    },
  ],
  [
    'ssm parameter',
    (d) => {
      add(d, 'data', 'aws_ssm_parameter', 'x', { name: 'x', type: 'String', value: 'hunter2' });
    },
  ],
  [
    'lambda env secret',
    (d) => {
      configOf(d, 'data', 'aws_lambda_function', 'data/users-job/Resource').environment = {
        variables: { PASSWORD: 'hunter2hunter2' },
      };
    },
  ],
  [
    'random password',
    (d) => {
      add(d, 'data', 'random_password', 'x', { length: 16 });
    },
  ],
  [
    'tls key',
    (d) => {
      add(d, 'compute', 'tls_private_key', 'x', { algorithm: 'RSA' });
    },
  ],
  [
    'ssh key pair',
    (d) => {
      add(d, 'compute', 'aws_key_pair', 'x', { public_key: 'ssh-rsa AAAA' });
    },
  ],
  [
    'key_name',
    (d) => {
      configOf(d, 'compute', 'aws_launch_template', 'compute/web/template/Resource').key_name = 'x';
    },
  ],
  [
    'imdsv1',
    (d) => {
      configOf(d, 'compute', 'aws_launch_template', 'compute/web/template/Resource').metadata_options.http_tokens =
        'optional';
    },
  ],
  [
    'public ip',
    (d) => {
      const c = configOf(d, 'compute', 'aws_launch_template', 'compute/web/template/Resource');
      c.network_interfaces = [{ associate_public_ip_address: 'true' }];
    },
  ],
];
