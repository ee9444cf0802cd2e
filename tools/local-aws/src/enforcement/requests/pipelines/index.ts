import type { Reading } from '../../access';
import { s3 } from '../s3';
import { sts } from '../sts';
import { elasticloadbalancing } from './elasticloadbalancing';
import { kms } from './kms';
import { sns } from './sns';
import { sqs } from './sqs';

/**
 * The readings of calls of pipelines, by the signing name of their service: of buckets, among them that of the states,
 * of sessions, and of those services that authorize by tags and the resources of which are changed right after their creation.
 * The simulator judges the other calls of Terraform (tools/permissions); here only the calls that AWS makes in their
 * name are judged.
 */
export const pipelineReadings: Readonly<Record<string, Reading | undefined>> = {
  elasticloadbalancing,
  kms,
  s3,
  sns,
  sqs,
  sts,
};
