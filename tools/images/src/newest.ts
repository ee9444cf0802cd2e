import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { newestImageParameter, type PinnedImage } from '@malinshopper/environments';

/** A pinned image beside the newest of its kind. */
export interface Comparison extends PinnedImage {
  readonly newest: string;
  /** When Canonical put it there, if AWS says so. */
  readonly published: Date | undefined;
}

/**
 * Asks AWS for the newest image of each kind that is pinned: a public parameter, which every signed-in caller may read.
 * @param client of a region: each region has images of its own
 * @param where the AWS that is asked, for the message when it does not answer
 * @throws if a region does not have the parameter, or does not answer
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
          `${Name} of ${image.region} is ${JSON.stringify(Parameter?.Value)} on ${where}, not an image id: nothing was compared.`,
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
      'Ask that one, with credentials of any account: EMBEDDED_AWS=off npm run images.'
    );
  }
  return (
    `${where} did not say which image is the newest in ${region} (${message}). ` +
    'Sign in (`aws sso login`) with an identity that may ssm:GetParameter, and try again.'
  );
}
