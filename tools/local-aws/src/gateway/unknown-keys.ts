import { AwsFailure, type Protocol } from '../protocols/failure';
import { failureReply } from '../protocols/failure-reply';
import { DEFAULT_ACCOUNT, type Caller } from './accounts';
import type { Reply } from './call';
import type { Asked } from './operation';

/** What AWS says of an access key that it does not know (the services' API references, "Common errors"; EC2 and S3, "Error codes"). */
const refusals: Readonly<Record<Protocol, readonly [code: string, status: number]>> = {
  query: ['InvalidClientTokenId', 403],
  'rest-xml': ['InvalidClientTokenId', 403],
  json: ['UnrecognizedClientException', 400],
  ec2: ['AuthFailure', 401],
  s3: ['InvalidAccessKeyId', 403],
};

/** Whom moto takes a caller for whose access key it has not issued (moto, sts/models.py, get_caller_identity): everybody in one account. */
const stranger = `arn:aws:sts::${DEFAULT_ACCOUNT}:user/moto`;

/**
 * The refusal of a call that is signed with a key of no user and no session, undefined for any other. It would find an account in which there is nothing. STS
 * is open: sessions of the embedded AWS are asked for with any key.
 */
export function unknownKey(service: string, { protocol }: Asked, { arn }: Caller): Reply | undefined {
  if (service === 'sts' || arn !== stranger) return undefined;
  const [code, status] = refusals[protocol];
  const message =
    'The embedded AWS has not issued this access key. Use those that npm start prints under "AWS CLI:", or ask STS for a session: ' +
    'AssumeRole of arn:aws:iam::<account>:role/embedded.';
  return failureReply(protocol, new AwsFailure(code, message, status));
}
