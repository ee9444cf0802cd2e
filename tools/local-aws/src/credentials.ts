/** Credentials of a session, as AWS returns them. */
export interface EmbeddedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}
