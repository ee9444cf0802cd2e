import type { IncomingHttpHeaders } from 'node:http';
import { AwsFailure } from '../protocols/failure';
import { failureReply } from '../protocols/failure-reply';
import type { Reply } from '../gateway/call';

/** Headers of every signed request, or of the transfer of its body: no parameters of an action. */
const ENVELOPE =
  'x-amz-content-sha256 x-amz-date x-amz-decoded-content-length x-amz-sdk-checksum-algorithm x-amz-security-token x-amz-trailer x-amz-user-agent';

/**
 * Headers that moto handles (moto, s3/responses.py; the account of S3 Control, s3control/responses.py), and the owner,
 * which the gateway checks itself (`gateway/bucket-owner.ts`).
 */
const HEEDED =
  'x-amz-account-id x-amz-acl x-amz-bucket-object-lock-enabled x-amz-bypass-governance-retention x-amz-copy-source x-amz-copy-source-if-none-match ' +
  'x-amz-copy-source-range x-amz-expected-bucket-owner x-amz-metadata-directive x-amz-object-lock-legal-hold x-amz-object-lock-mode ' +
  'x-amz-object-lock-retain-until-date x-amz-object-ownership x-amz-server-side-encryption ' +
  'x-amz-server-side-encryption-aws-kms-key-id x-amz-server-side-encryption-bucket-key-enabled x-amz-storage-class x-amz-tagging ' +
  'x-amz-tagging-directive x-amz-website-redirect-location';
const HEEDED_BEGINNINGS = /^x-amz-(checksum|grant|meta)-/;

/** Headers that nothing handles, and why that is as on AWS. `name=value`: with this value only. */
export const ignoredHeaders: Readonly<Record<string, string>> = {
  'x-amz-confirm-remove-self-bucket-access=false': "It is AWS's own choice.",
  'x-amz-request-payer=requester': 'It declares that the caller would pay, if a bucket requires it; none here does.',
  'x-amz-transition-default-minimum-object-size=all_storage_classes_128k': "It is AWS's own choice.",
};

const known = new Set([...ENVELOPE.split(' '), ...HEEDED.split(' '), ...Object.keys(ignoredHeaders)]);

/**
 * Refuses a change of S3 with parameters that nothing handles. S3's are in headers (S3 API reference, "Common Request
 * Headers" and each action's), and all that begin with `x-amz-` count.
 * @returns undefined for any other call
 */
export function unheededHeaders(service: string, method: string, headers: IncomingHttpHeaders): Reply | undefined {
  if (service !== 's3' || !['DELETE', 'POST', 'PUT'].includes(method)) return undefined;
  const left = Object.entries(headers).filter(
    ([name, value]) =>
      name.startsWith('x-amz-') &&
      !known.has(name) &&
      !known.has(`${name}=${String(value).toLowerCase()}`) &&
      !HEEDED_BEGINNINGS.test(name),
  );
  if (left.length === 0) return undefined;
  const message =
    `The embedded AWS does not heed ${left.map(shown).join(', ')} of a change of S3, and nothing ` +
    'was done. Call without it in a rehearsal, or complete it and note it in tools/local-aws/src/writes/s3-headers.ts.';
  return failureReply('s3', new AwsFailure('NotImplementedByEmbeddedAws', message));
}

/** The value is shown only if it matters: some are keys. */
const shown = ([name, value]: readonly [name: string, value: unknown]) =>
  Object.keys(ignoredHeaders).some((one) => one.startsWith(`${name}=`)) ? `${name}: ${String(value)}` : name;
