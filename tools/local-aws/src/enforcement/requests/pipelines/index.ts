import type { Reading } from '../../access';
import { s3 } from '../s3';
import { sts } from '../sts';
import { elasticloadbalancing } from './elasticloadbalancing';
import { kms } from './kms';
import { sns } from './sns';
import { sqs } from './sqs';

/**
 * What calls of pipelines do, by the signing name of their service: of buckets, among them that of the states, of sessions, and of those
 * services whose resources are known by their tags and changed right after they are made. What else Terraform calls is judged by the
 * simulator (tools/permissions), and here by what AWS calls in its name only.
 */
export const pipelineReadings: Readonly<Record<string, Reading | undefined>> = {
  elasticloadbalancing,
  kms,
  s3,
  sns,
  sqs,
  sts,
};
