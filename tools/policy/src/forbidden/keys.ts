import type { Call } from '@malinshopper/aws-facts';
import { call, neighbourOf, regional, type Who } from './who';

/**
 * Calls that no role may make: calls on keys without a team's tag (a new key of the team also has no tag), and calls
 * with aliases outside this repository.
 */
export function keyCalls(who: Who): Call[] {
  const key = regional(who, 'kms', 'key/x');
  const ofNeighbour = { 'aws:ResourceTag/Team': neighbourOf(who.team) };
  return [
    call('open a key without a team to others', 'kms:PutKeyPolicy', key),
    call('delete a key without a team', 'kms:ScheduleKeyDeletion', key),
    call('move a key without a team to its team', 'kms:TagResource', key, { 'aws:TagKeys': ['Team'] }),
    call('disable the rotation of a key without a team', 'kms:DisableKeyRotation', key),
    call('decrypt with a key without a tag', 'kms:Decrypt', key),
    call('create digests with a key without a tag', 'kms:GenerateMac', key),
    call('rename the key of another team', 'kms:CreateAlias', key, ofNeighbour),
    call('rotate the key of another team', 'kms:EnableKeyRotation', key, ofNeighbour),
    call('give a key an alias outside this repository', 'kms:CreateAlias', regional(who, 'kms', 'alias/other')),
  ];
}
