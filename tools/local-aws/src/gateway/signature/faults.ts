import { AwsFailure, type Protocol } from '../../protocols/failure';

/** The faults of the signature of a call. */
export type Fault =
  | 'missing'
  | 'malformed'
  | 'unsupported'
  | 'two ways'
  | 'unknown key'
  | 'invalid token'
  | 'expired token'
  | 'mismatch'
  | 'skewed'
  | 'expired'
  | 'scope'
  | 'not signed'
  | 'other body';

/**
 * A call that is not signed as AWS requires it. The form of the refusal depends on the protocol, which can still be
 * unknown.
 */
export class SignatureFault extends Error {
  constructor(
    readonly fault: Fault,
    /** The fault of this request. @default - the general message of AWS */
    readonly detail = '',
  ) {
    super(`${fault}: ${detail}`);
  }
}

type Worded = readonly [code: string, status: number, message?: string];

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.';
const INVALID = 'The security token included in the request is invalid.';
const EXPIRED = 'The security token included in the request is expired';
const UNSUPPORTED =
  'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256 (Signature Version 4).';
const NOT_ISSUED =
  'The embedded AWS has not issued this access key. Use those that npm start prints under "AWS CLI:", or ask STS for a session.';

/**
 * The codes and messages are in the IAM API reference, "Common error types". The references of Elastic Load Balancing,
 * RDS, SNS and other query services have the same codes.
 */
const QUERY: Readonly<Record<Fault, Worded>> = {
  missing: ['MissingAuthenticationToken', 403, 'Request is missing Authentication Token'],
  malformed: ['IncompleteSignature', 400, 'The request signature does not conform to AWS standards.'],
  unsupported: ['IncompleteSignature', 400, UNSUPPORTED],
  'two ways': ['IncompleteSignature', 400, 'Only one way of signing is allowed in a request.'],
  'unknown key': ['InvalidClientTokenId', 403, NOT_ISSUED],
  'invalid token': ['InvalidClientTokenId', 403, INVALID],
  'expired token': ['ExpiredToken', 403, EXPIRED],
  mismatch: ['SignatureDoesNotMatch', 403, MISMATCH],
  skewed: ['SignatureDoesNotMatch', 403],
  expired: ['SignatureDoesNotMatch', 403],
  scope: ['SignatureDoesNotMatch', 403],
  'not signed': ['SignatureDoesNotMatch', 403],
  'other body': ['SignatureDoesNotMatch', 403, MISMATCH],
};

/** Systems Manager API reference, "Common errors": the codes of the JSON protocols end in Exception; the status of awsJson1_1 is 400. */
const JSON_: Readonly<Record<Fault, Worded>> = {
  missing: ['MissingAuthenticationTokenException', 400, 'Missing Authentication Token'],
  malformed: ['IncompleteSignatureException', 400, 'The request signature does not conform to AWS standards.'],
  unsupported: ['IncompleteSignatureException', 400, UNSUPPORTED],
  'two ways': ['IncompleteSignatureException', 400, 'Only one way of signing is allowed in a request.'],
  'unknown key': ['UnrecognizedClientException', 400, NOT_ISSUED],
  'invalid token': ['UnrecognizedClientException', 400, INVALID],
  'expired token': ['ExpiredTokenException', 400, EXPIRED],
  mismatch: ['InvalidSignatureException', 400, MISMATCH],
  skewed: ['InvalidSignatureException', 400],
  expired: ['InvalidSignatureException', 400],
  scope: ['InvalidSignatureException', 400],
  'not signed': ['InvalidSignatureException', 400],
  'other body': ['InvalidSignatureException', 400, MISMATCH],
};

/**
 * EC2 user guide, "Error codes": EC2 has a single code for invalid credentials, of the key, the token or the signature.
 */
const AUTH_FAILURE = 'AWS was not able to validate the provided access credentials';
const EC2: Readonly<Record<Fault, Worded>> = {
  ...QUERY,
  'unknown key': ['AuthFailure', 401, `${AUTH_FAILURE}. ${NOT_ISSUED}`],
  'invalid token': ['AuthFailure', 401, AUTH_FAILURE],
  'expired token': ['RequestExpired', 400, 'Request has expired.'],
  mismatch: ['AuthFailure', 401, AUTH_FAILURE],
  skewed: ['RequestExpired', 400],
  expired: ['RequestExpired', 400],
  'other body': ['AuthFailure', 401, AUTH_FAILURE],
};

/** S3 API reference, "Error responses", "List of error codes". */
const S3: Readonly<Record<Fault, Worded>> = {
  missing: ['AccessDenied', 403, 'Access Denied'],
  malformed: ['AuthorizationHeaderMalformed', 400, 'The authorization header that you provided is not valid.'],
  unsupported: ['InvalidRequest', 400, UNSUPPORTED],
  'two ways': [
    'InvalidArgument',
    400,
    'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter or the Authorization header should be specified',
  ],
  'unknown key': [
    'InvalidAccessKeyId',
    403,
    `The AWS Access Key Id you provided does not exist in our records. ${NOT_ISSUED}`,
  ],
  'invalid token': ['InvalidToken', 400, 'The provided token is malformed or otherwise invalid.'],
  'expired token': ['ExpiredToken', 400, 'The provided token has expired.'],
  mismatch: ['SignatureDoesNotMatch', 403, MISMATCH],
  skewed: ['RequestTimeTooSkewed', 403, 'The difference between the request time and the current time is too large.'],
  expired: ['AccessDenied', 403, 'Request has expired'],
  scope: ['AuthorizationHeaderMalformed', 400],
  'not signed': ['AccessDenied', 403],
  'other body': [
    'XAmzContentSHA256Mismatch',
    400,
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  ],
};

const WORDS: Readonly<Record<Protocol, Readonly<Record<Fault, Worded>>>> = {
  query: QUERY,
  'rest-xml': QUERY,
  json: JSON_,
  ec2: EC2,
  s3: S3,
};

/**
 * The refusal of a call in the words of its service.
 * @param isRest for REST-JSON services the status is 403 (Lambda API reference, "Common errors")
 */
export function worded({ fault, detail }: SignatureFault, protocol: Protocol, isRest = false): AwsFailure {
  const [code, status, message] = WORDS[protocol][fault];
  const said = [message, detail].filter(Boolean).join(': ');
  return new AwsFailure(code, said, isRest && protocol === 'json' && !code.startsWith('Incomplete') ? 403 : status);
}
