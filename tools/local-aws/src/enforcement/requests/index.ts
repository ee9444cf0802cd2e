import type { Reading } from '../access';
import { autoscaling } from './autoscaling';
import { ec2 } from './ec2';
import { kms } from './kms';
import { logs } from './logs';
import { monitoring } from './monitoring';
import { s3 } from './s3';
import { secretsmanager } from './secretsmanager';
import { sqs } from './sqs';
import { ssm } from './ssm';
import { sts } from './sts';

/** The readings of calls, by the signing name of their service. */
export const readings: Readonly<Record<string, Reading | undefined>> = {
  autoscaling,
  ec2,
  kms,
  logs,
  monitoring,
  s3,
  secretsmanager,
  sqs,
  ssm,
  sts,
};
