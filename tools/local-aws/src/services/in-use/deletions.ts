import { compute } from './deletions/compute';
import { data } from './deletions/data';
import { delivery } from './deletions/delivery';
import { account } from './deletions/account';
import { network } from './deletions/network';
import type { Deletion } from './deletions/deletion';

export { isRefused, type Deletion, type Refusal } from './deletions/deletion';

/** What AWS answers to the deletion of each resource type of the apps while it is in use, by the type in Terraform. */
export const deletions: Readonly<Record<string, Deletion>> = {
  ...account,
  ...network,
  ...data,
  ...compute,
  ...delivery,
};
