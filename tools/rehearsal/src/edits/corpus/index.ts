import type { Edit } from '../edit';
import { accountEdits } from './account';
import { computeEdits } from './compute';
import { contractEdits } from './contracts';
import { dataEdits } from './data';
import { deliveryEdits } from './delivery';
import { networkEdits } from './network';

/** The edits by which reviews are measured: each is a patch to this repository, as a person would make it. */
export const corpus: readonly Edit[] = [
  ...networkEdits,
  ...dataEdits,
  ...computeEdits,
  ...deliveryEdits,
  ...accountEdits,
  ...contractEdits,
];
