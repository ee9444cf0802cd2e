import { IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import type { Finding } from '../line';
import { inGlobalRegion, type Subject } from '../subject';
import { neededBy, type ServiceLinkedRole } from './linked-roles';

export const roleActions = ['iam:ListRoles'];

/** Checks that the service-linked roles of the account exist: AWS creates most of them at first use, and a person must create one. */
export async function serviceLinkedRoles(
  subject: Subject,
  client: IAMClient = new IAMClient(inGlobalRegion(subject)),
): Promise<Finding[]> {
  const present = new Set<string>();
  for await (const { Roles = [] } of paginateListRoles({ client }, { PathPrefix: '/aws-service-role/' })) {
    for (const { Path, RoleName } of Roles) present.add(`${Path}${RoleName}`);
  }
  return neededBy(subject.environments).map((role) => judged(role, present));
}

function judged({ name, service, firstUse, source }: ServiceLinkedRole, present: ReadonlySet<string>): Finding {
  if (present.has(`/aws-service-role/${service}/${name}`)) return { about: name, outcome: 'ok', found: 'exists' };
  if (firstUse) return { about: name, outcome: 'ok', found: `not there yet: AWS creates it at the first ${firstUse}` };
  return {
    about: name,
    outcome: 'failed',
    found: `not there, and AWS does not create it for API requests (${source})`,
    todo: `npm run bootstrap creates it. Without the bootstrap, once in the account: aws iam create-service-linked-role --aws-service-name ${service}`,
  };
}
