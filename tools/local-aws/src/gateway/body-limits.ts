import { AwsFailure } from '../protocols/failure';

const MIB = 1024 ** 2;

/**
 * The maximum of a call in bytes, for services without a higher one: user data of EC2 (16 KB), policies of IAM (10 KB),
 * documents of Systems Manager (64 KB) and of CloudFormation's size (1 MB) are below it.
 */
export const CALL_LIMIT = MIB;

/** A text of one MiB in JSON or in a form, in which a character can take six bytes (`\u0000`). */
const TEXT_OF_A_MIB = 6 * MIB;

/** The maximum of a call by service, in bytes. @default - `CALL_LIMIT` */
const LIMITS: Readonly<Record<string, number>> = {
  // Amazon EventBridge user guide, "Calculating PutEvents event entry size".
  events: TEXT_OF_A_MIB,
  // Lambda developer guide, "Lambda quotas": 50 MB zipped, in base64; AWS's message is "must be smaller than 70167211
  // bytes".
  lambda: 70_167_211,
  // CloudWatch Logs API reference, PutLogEvents: 1,048,576 bytes in a batch.
  logs: TEXT_OF_A_MIB,
  // CloudWatch API reference, PutMetricData: 1 MB, which may be compressed.
  monitoring: TEXT_OF_A_MIB,
  // S3 API reference, DeleteObjects: a thousand keys of 1,024 bytes each. Objects are uploads.
  s3: TEXT_OF_A_MIB,
  // SNS API reference, PublishBatch; SQS API reference, SendMessageBatch: 1 MiB in all.
  sns: TEXT_OF_A_MIB,
  sqs: TEXT_OF_A_MIB,
};

/** The maximum of the body of a call in bytes, except for the objects of S3. */
export function callLimit(service: string): number {
  return Object.hasOwn(LIMITS, service) ? (LIMITS[service] ?? CALL_LIMIT) : CALL_LIMIT;
}

/**
 * The maximum of an object, or of a part of one, in bytes. S3 accepts 5 GiB; moto holds each object in memory, and no
 * file of a rehearsal has a tenth of this.
 */
export const UPLOAD_LIMIT = 512 * MIB;

/** The maximum of all concurrent uploads together, in bytes: they are in the temporary folder. */
export const UPLOADS_LIMIT = 4 * UPLOAD_LIMIT;

/** Smithy's and the query services' refusal of a body that is too large. */
export const bodyTooLarge = (service: string, limit: number) =>
  new AwsFailure(
    'RequestEntityTooLarge',
    `The body of a call of ${service} has at most ${limit} bytes here. Send less, or put it into an object of S3.`,
    413,
  );

/** S3 API reference, "Error responses": EntityTooLarge. */
export const uploadTooLarge = (limit: number) =>
  new AwsFailure(
    'EntityTooLarge',
    `Your proposed upload exceeds the maximum allowed size: the embedded AWS accepts ${limit} bytes in one request. Upload it in parts.`,
  );

/** S3 API reference, "Error responses": SlowDown. Clients try again later. */
export const tooManyUploads = () =>
  new AwsFailure('SlowDown', `Please reduce your request rate: ${UPLOADS_LIMIT} bytes of uploads are under way.`, 503);
