import { cbor } from '@smithy/core/cbor';
import type { Call, Reply } from '../gateway/call';
import type { Asked } from '../gateway/operation';
import { AwsFailure } from '../protocols/failure';
import { failureReply } from '../protocols/failure-reply';

/** Code and status of a refusal in each protocol (the services' API references, "Common errors"; EC2: "Error codes"). */
const CODES = {
  s3: ['AccessDenied', 403],
  'rest-xml': ['AccessDenied', 403],
  query: ['AccessDenied', 403],
  ec2: ['UnauthorizedOperation', 403],
  json: ['AccessDeniedException', 400],
} as const;

/** The reason why a call is not allowed. */
export interface Fault {
  readonly message: string;
  /**
   * The error code, for a service with its own code for refusals. The service then answers with the status of an
   * invalid request. @default - the code of the protocol
   */
  readonly code?: string;
}

/** The reply to a client that made a refused call, in the format of its protocol. */
export function refusal(call: Call, { protocol }: Asked, { message, code: own }: Fault): Reply {
  const [ofProtocol, usualStatus] = CODES[protocol];
  // SNS API reference, "Common error types".
  const usual = call.service === 'sns' ? 'AuthorizationError' : ofProtocol;
  const code = own ?? usual;
  const status = code === usual ? usualStatus : 400;
  if (call.headers['smithy-protocol'] !== 'rpc-v2-cbor') {
    return failureReply(protocol, new AwsFailure(code, message, status));
  }
  const headers = { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor' };
  return { status, headers, body: Buffer.from(cbor.serialize({ __type: code, message })) };
}
