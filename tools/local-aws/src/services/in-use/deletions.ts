import { compute } from './deletions/compute';
import { data } from './deletions/data';
import { delivery } from './deletions/delivery';
import { account } from './deletions/account';
import { network } from './deletions/network';
import type { Deletion } from './deletions/deletion';

export { isRefused, type Deletion, type Refusal } from './deletions/deletion';

/** AWS's refusal to delete a resource of the apps while it is in use, by Terraform's resource type. */
export const deletions: Readonly<Record<string, Deletion>> = {
  ...account,
  ...network,
  ...data,
  ...compute,
  ...delivery,
};
