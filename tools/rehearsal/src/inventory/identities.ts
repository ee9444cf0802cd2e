import {
  ListRoleTagsCommand,
  ListUserTagsCommand,
  paginateListGroups,
  paginateListRoles,
  paginateListUsers,
} from '@aws-sdk/client-iam';
import type { Environment } from '@malinshopper/environments';
import type { Clients } from '../clients';
import { collect, filterAsync, type IsOurs } from './listing';

/** The identities of an environment: its roles, users and groups. */
export async function identities({ iam: client }: Clients, { name }: Environment, isOurs: IsOurs): Promise<string[]> {
  const [roles, users, groups] = await Promise.all([
    collect(paginateListRoles({ client }, {}), (page) => page.Roles),
    collect(paginateListUsers({ client }, {}), (page) => page.Users),
    collect(paginateListGroups({ client }, {}), (page) => page.Groups),
  ]);
  const ourRoles = await filterAsync(roles, async ({ RoleName }) =>
    isOurs((await client.send(new ListRoleTagsCommand({ RoleName }))).Tags),
  );
  const ourUsers = await filterAsync(users, async ({ UserName }) =>
    isOurs((await client.send(new ListUserTagsCommand({ UserName }))).Tags),
  );
  return [
    ...ourRoles.map(({ RoleName }) => `role ${RoleName}`),
    ...ourUsers.map(({ UserName }) => `user ${UserName}`),
    // They have no tags.
    ...groups.filter(({ GroupName }) => GroupName?.startsWith(`${name}-`)).map(({ GroupName }) => `group ${GroupName}`),
  ];
}
