import type { Line } from '@malinshopper/preflight';
import type { Session } from '@malinshopper/terraform';

/**
 * Service-linked roles that AWS makes in its console only, by name, with the service of each: a request through the API has to find them (Amazon EC2
 * user guide, "Service-linked role for Spot Instance requests").
 */
const services: Readonly<Record<string, string>> = { AWSServiceRoleForEC2Spot: 'spot.amazonaws.com' };

/** True if a failed line of the preflight is about a service-linked role that the bootstrap makes. */
export const isLinkedRole = ({ check, about }: Line): boolean =>
  check === 'service-linked roles' && services[about] !== undefined;

/** The service-linked roles that the preflight has found missing, and the bootstrap makes. */
export const missingRoles = (lines: readonly Line[]): string[] =>
  lines.filter((line) => line.outcome === 'failed' && isLinkedRole(line)).map(({ about }) => about);

/** Makes service-linked roles. A role that another command made meanwhile is as good. */
export async function makeLinkedRoles({ home }: Session, names: readonly string[]): Promise<void> {
  const { CreateServiceLinkedRoleCommand, IAMClient } = await import('@aws-sdk/client-iam');
  const iam = new IAMClient(home);
  for (const name of names) {
    try {
      await iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: services[name] }));
    } catch (error) {
      // "Service role name AWSServiceRoleForEC2Spot has been taken in this account": AWS's answer if the role exists.
      if (!(error instanceof Error) || !/has been taken/.test(error.message)) throw error;
    }
  }
}
