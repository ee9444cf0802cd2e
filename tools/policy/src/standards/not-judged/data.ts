const notPostgres = 'no database server is PostgreSQL: the environment schema has MySQL only';

export const dataNotJudged: Readonly<Record<string, string>> = {
  CKV_AWS_250: notPostgres,
  CKV_AWS_388: notPostgres,
  CKV2_AWS_30: notPostgres,
  'FSBP.RDS.36': notPostgres,
  'FSBP.RDS.42': 'no database server is MariaDB: the environment schema has MySQL only',
  'FSBP.RDS.23':
    'MySQL has its usual port: MAL_NET_6 allows only the roles that need it to reach the server, and another port would be ' +
    'no secret to them',
  'AwsSolutions-RDS11': 'as FSBP.RDS.23',
  CKV_AWS_31:
    'the session cache has no password: one that Terraform sets would be in its state. MAL_NET_6 allows only web servers to ' +
    'reach it, and CKV_AWS_30 only over TLS. FSBP ElastiCache.6 requires one before version 6 only',
  'AwsSolutions-AEC6': 'as CKV_AWS_31',
  'AwsSolutions-AEC5': 'as FSBP.RDS.23, for the session cache',
  CKV_AWS_143:
    'an object lock also keeps objects that have to be deleted. Versions (CKV_AWS_21), prevent_destroy (MAL_GUARD_1) and the lock of the ' +
    'backup vault (MAL_BAK_2) protect the data',
  CKV_AWS_144:
    'the platform is in one region, and so is its content: production copies it into a vault every night (FSBP.RDS.26). ' +
    'Packages are built again from git',
  CKV_AWS_50:
    'the only function runs when Terraform calls it, for seconds: its log and its response report its work, and a trace would add nothing',
  CKV_AWS_115:
    'a new account runs ten functions at once, and AWS reserves none of these; only deploys call the function, one at a time for an environment',
  CKV_AWS_116:
    'functions are called by Terraform, which waits for the answer and fails with what they throw: no event could be lost',
  CKV_AWS_173:
    'the environment of a function contains no secret (CKV_AWS_45): only names, which every deploy role knows',
  CKV_AWS_272:
    'the code of a function is this repository, and the deploy role of the team uploads it to the bucket; the same role could also sign it',
  CKV2_AWS_75: 'no function has a URL of its own',
  CKV2_AWS_57:
    'the users of an environment get new passwords when the job is called for it (ADR 25): a schedule would refuse connections for a minute each ' +
    'time. RDS rotates that of the master user every week',
  'FSBP.S3.19': 'no app creates access points: the policies of buckets name roles and services',
};
