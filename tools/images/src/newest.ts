import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { newestImageParameter, type PinnedImage } from '@malinshopper/environments';

/** A pinned image beside the newest of its kind. */
export interface Comparison extends PinnedImage {
  readonly newest: string;
  /** The time of its publication by Canonical, if AWS has it. */
  readonly published: Date | undefined;
}

/**
 * Queries AWS for the newest image of each pinned kind: a public parameter, which every signed-in caller may read.
 * @param client of a region: each region has its own images
 * @param where the queried AWS, for the message when it does not answer
 * @throws Error if a region does not have the parameter, or does not answer
 */
export function compare(
  pinned: readonly PinnedImage[],
  client: (region: string) => Pick<SSMClient, 'send'>,
  where: string,
): Promise<Comparison[]> {
  return Promise.all(
    pinned.map(async (image) => {
      const Name = newestImageParameter(image.architecture);
      const { Parameter } = await client(image.region)
        .send(new GetParameterCommand({ Name }))
        .catch((cause: Error) => {
          throw new Error(refused(image.region, Name, where, cause));
        });
      if (!Parameter?.Value?.startsWith('ami-')) {
        throw new Error(
          `The value of ${Name} in ${image.region} on ${where} is ${JSON.stringify(Parameter?.Value)}, which is not an image id. Nothing was compared.`,
        );
      }
      return { ...image, newest: Parameter.Value, published: Parameter.LastModifiedDate };
    }),
  );
}

function refused(region: string, name: string, where: string, { name: code, message }: Error): string {
  if (code === 'ParameterNotFound') {
    return (
      `${where} has no parameter ${name} in ${region}: Canonical publishes it on the real AWS only. ` +
      'Query that one, with credentials of any account: EMBEDDED_AWS=off npm run images.'
    );
  }
  return (
    `${where} did not return the newest image in ${region} (${message}). ` +
    'Sign in (`aws sso login`) with an identity that is allowed ssm:GetParameter, and try again.'
  );
}
