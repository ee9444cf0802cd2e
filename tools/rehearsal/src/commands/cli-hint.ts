import { shellWord, type ClientConfiguration } from '@malinshopper/terraform';

/**
 * The lines that configure the AWS CLI, and every other program with an AWS SDK, for an account of the embedded AWS, in
 * a shell without any setting of AWS: an address, a region and credentials (AWS SDKs and tools reference guide,
 * "Environment variables list"; older programs know AWS_DEFAULT_REGION only). The credentials are those of a session:
 * requesting one would need credentials already, and any others would belong to another account.
 */
export function cliHint({ endpoint = '', region, credentials }: ClientConfiguration): string[] {
  const exported = (variables: Readonly<Record<string, string | undefined>>) =>
    `export ${Object.entries(variables)
      .map(([name, value = '']) => `${name}=${shellWord(value)}`)
      .join(' ')}`;
  return [
    exported({ AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, AWS_DEFAULT_REGION: region }),
    exported({
      AWS_ACCESS_KEY_ID: credentials?.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey,
      AWS_SESSION_TOKEN: credentials?.sessionToken,
    }),
    'aws ec2 describe-vpcs',
  ];
}
