const notPostgres = 'no database server is PostgreSQL: the environment schema knows MySQL only';

export const dataNotJudged: Readonly<Record<string, string>> = {
  CKV_AWS_250: notPostgres,
  CKV_AWS_388: notPostgres,
  CKV2_AWS_30: notPostgres,
  'FSBP.RDS.36': notPostgres,
  'FSBP.RDS.42': 'no database server is MariaDB: the environment schema knows MySQL only',
  'FSBP.RDS.23':
    'MySQL has its usual port: MAL_NET_6 lets only the roles that need it reach the server, and another port would be ' +
    'no secret to them',
  'AwsSolutions-RDS11': 'as FSBP.RDS.23',
  CKV_AWS_31:
    'the session cache has no password: one that Terraform sets would lie in its state. MAL_NET_6 lets only web servers ' +
    'reach it, and CKV_AWS_30 only over TLS. FSBP ElastiCache.6 asks for one before version 6 only',
  'AwsSolutions-AEC6': 'as CKV_AWS_31',
  'AwsSolutions-AEC5': 'as FSBP.RDS.23, for the session cache',
  CKV_AWS_143:
    'an object lock also keeps what must go. Versions (CKV_AWS_21), prevent_destroy (MAL_GUARD_1) and the lock of the ' +
    'backup vault (MAL_BAK_2) keep what must be kept',
  CKV_AWS_144:
    'the platform is in one region, and so is its content: production copies it into a vault every night (FSBP.RDS.26). ' +
    'Packages are made anew from git',
  'FSBP.S3.19': 'no app makes access points: the policies of buckets name roles and services',
};
