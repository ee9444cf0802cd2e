/** The format of a service's answers (Smithy: awsQuery, ec2Query, restXml, awsJson1_x, restJson1). */
export type Protocol = 'query' | 'ec2' | 'rest-xml' | 's3' | 'json';

/** A refusal by the service, in the format of its protocol. No AWS client retries status 400. */
export class AwsFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}
