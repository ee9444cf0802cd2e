import type { Call } from '@malinshopper/aws-facts';
import { call, neighbourOf, regional, type Who } from './who';

/** What nobody does to keys that carry no team's tag, though a new key of the team's looks like one; and names that are none of ours. */
export function keyCalls(who: Who): Call[] {
  const key = regional(who, 'kms', 'key/x');
  const ofNeighbour = { 'aws:ResourceTag/Team': neighbourOf(who.team) };
  return [
    call('give away a key of nobody', 'kms:PutKeyPolicy', key),
    call('delete a key of nobody', 'kms:ScheduleKeyDeletion', key),
    call('take a key of nobody over', 'kms:TagResource', key, { 'aws:TagKeys': ['Team'] }),
    call('stop the rotation of a key of nobody', 'kms:DisableKeyRotation', key),
    call('decrypt with a key that carries no tag', 'kms:Decrypt', key),
    call('make digests with a key that carries no tag', 'kms:GenerateMac', key),
    call('rename the key of another team', 'kms:CreateAlias', key, ofNeighbour),
    call('rotate the key of another team', 'kms:EnableKeyRotation', key, ofNeighbour),
    call('call a key as no other of ours is called', 'kms:CreateAlias', regional(who, 'kms', 'alias/other')),
  ];
}
