/** How a service words its answers (Smithy: awsQuery, ec2Query, restXml, awsJson1_x, restJson1). */
export type Protocol = 'query' | 'ec2' | 'rest-xml' | 's3' | 'json';

/** A refusal by the service, in the words of its protocol. Status 400 is one that no AWS client tries again. */
export class AwsFailure extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}
