import { configOf, idOf, add, bucketArn, bucketId, contentPolicy, keyPolicy, trust, type Attack } from './attack';

/** Attacks: grants to strangers, and ways around a policy. */
export const shares: readonly Attack[] = [
  [
    'canonical user',
    (d) =>
      contentPolicy(d, (s) =>
        s.push({
          Effect: 'Allow',
          Principal: { CanonicalUser: '79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be' },
          Action: 's3:GetObject',
          Resource: `${bucketArn}/*`,
        }),
      ),
  ],
  [
    'foreign root on key',
    (d) =>
      keyPolicy(d, (s) =>
        s.push({
          Effect: 'Allow',
          Principal: { AWS: 'arn:aws:iam::999999999999:root' },
          Action: 'kms:Decrypt',
          Resource: '*',
        }),
      ),
  ],
  [
    'foreign account number on key',
    (d) =>
      keyPolicy(d, (s) =>
        s.push({ Effect: 'Allow', Principal: { AWS: '999999999999' }, Action: 'kms:Decrypt', Resource: '*' }),
      ),
  ],
  [
    'service without source',
    (d) =>
      keyPolicy(d, (s) =>
        s.push({ Effect: 'Allow', Principal: { Service: 'logs.amazonaws.com' }, Action: 'kms:Decrypt', Resource: '*' }),
      ),
  ],
  [
    'service without source bucket',
    (d) =>
      contentPolicy(d, (s) => {
        delete s[2].Condition;
      }),
  ],
  [
    'service source any account',
    (d) =>
      contentPolicy(d, (s) => {
        s[2].Condition = { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudfront::*:distribution/*' } };
      }),
  ],
  [
    'NotPrincipal allow',
    (d) =>
      contentPolicy(d, (s) =>
        s.push({
          Effect: 'Allow',
          NotPrincipal: { AWS: 'arn:aws:iam::999999999999:root' },
          Action: 's3:GetObject',
          Resource: `${bucketArn}/*`,
        }),
      ),
  ],
  [
    'federated stranger',
    (d) =>
      trust(d, 'account', 'account/access/data/deploy/Resource', (s) =>
        s.push({
          Effect: 'Allow',
          Principal: { Federated: 'accounts.google.com' },
          Action: 'sts:AssumeRoleWithWebIdentity',
        }),
      ),
  ],
  [
    'deny removed TLS',
    (d) =>
      contentPolicy(d, (s) => {
        s.splice(0, 1);
      }),
  ],
  [
    'deny narrowed',
    (d) =>
      contentPolicy(d, (s) => {
        s[0].Condition.StringEquals = { 'aws:PrincipalAccount': '111122223333' };
      }),
  ],
  [
    'a grant on the key',
    (d) => {
      add(d, 'data', 'aws_kms_grant', 'x', {
        key_id: '${aws_kms_key.content_key_AB031BB4.arn}',
        grantee_principal: 'arn:aws:iam::999999999999:root',
        operations: ['Decrypt'],
      });
    },
  ],
  [
    'replica of secret',
    (d) => {
      const c = configOf(d, 'data', 'aws_secretsmanager_secret', 'data/users/web');
      c.policy =
        '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"secretsmanager:GetSecretValue","Resource":"*"}]}';
    },
  ],
  [
    'secret policy resource',
    (d) => {
      const id = idOf(d, 'data', 'aws_secretsmanager_secret', 'data/users/web');
      add(d, 'data', 'aws_secretsmanager_secret_policy', 'x', {
        secret_arn: `\${aws_secretsmanager_secret.${id}.arn}`,
        policy:
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"999999999999"},"Action":"secretsmanager:GetSecretValue","Resource":"*"}]}',
      });
    },
  ],
  [
    'vault policy',
    (d) => {
      const id = idOf(d, 'data', 'aws_backup_vault', 'data/backup/vault');
      add(d, 'data', 'aws_backup_vault_policy', 'x', {
        backup_vault_name: `\${aws_backup_vault.${id}.name}`,
        policy:
          '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"backup:CopyFromBackupVault","Resource":"*"}]}',
      });
    },
  ],
  [
    'snapshot shared',
    (d) => {
      add(d, 'data', 'aws_db_snapshot', 'x', {
        db_instance_identifier: 'x',
        db_snapshot_identifier: 'x',
        shared_accounts: ['999999999999'],
      });
    },
  ],
  [
    'ram share',
    (d) => {
      add(d, 'network', 'aws_ram_resource_share', 'x', { name: 'x', allow_external_principals: true });
    },
  ],
  [
    'vpc peering',
    (d) => {
      add(d, 'network', 'aws_vpc_peering_connection', 'x', {
        vpc_id: 'x',
        peer_vpc_id: 'y',
        peer_owner_id: '999999999999',
      });
    },
  ],
  [
    'access point',
    (d) => {
      add(d, 'data', 'aws_s3_access_point', 'x', { bucket: bucketId, name: 'x' });
    },
  ],
  [
    'log destination',
    (d) => {
      add(d, 'compute', 'aws_cloudwatch_log_subscription_filter', 'x', {
        name: 'x',
        log_group_name: 'x',
        filter_pattern: '',
        destination_arn: 'arn:aws:logs:eu-west-1:999999999999:destination:x',
      });
    },
  ],
];
