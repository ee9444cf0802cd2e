import { breakGlass, ciBoundaryPath, ciPath, gitHubProviderArn, type TeamName } from '@malinshopper/environments';
import type { Reach } from '../reach';
import { buckets, onBuckets, partsOf } from './buckets';
import { compute } from './compute';
import { data } from './data';
import { delivery } from './delivery';
import { network } from './network';
import { platform } from './platform';
import { onAll, type MoreWords, type Words } from './words';

const changes: Record<TeamName, (words: MoreWords) => readonly Reach[]> = {
  platform,
  network,
  data,
  compute,
  delivery,
};

/** More reads in the plans of a team, by names. */
export function looksOf(team: TeamName, { account, iam, readBy }: Words): readonly Reach[] {
  const trail = `arn:aws:s3:::malinshopper-account-trail-${account.id}`;
  const objects: Reach = { actions: ['s3:GetObject', 's3:GetObjectTagging'], on: partsOf(team, account) };
  const settings: Reach = {
    actions: [...readBy('s3'), 's3:GetBucketNotification', 's3:ListBucket'],
    on: [...buckets[team](account), ...(team === 'platform' ? [trail] : [])],
  };
  const ofIdentities: Reach = {
    actions: readBy('iam'),
    on: [
      ...['role', 'policy'].map((kind) => iam(`${kind}${ciPath}*`)),
      iam(`role${breakGlass.path}*`),
      iam(`policy${ciBoundaryPath}*`),
      iam('policy/account/*'),
      gitHubProviderArn(account),
    ],
  };
  return [objects, settings, ...(team === 'platform' ? [ofIdentities, onAll('iam:GetAccountPasswordPolicy')] : [])];
}

/** More permissions of the deploys of a team, by names. */
export const changesOf = (team: TeamName, words: MoreWords): readonly Reach[] => [
  ...onBuckets(team, words),
  // A deploy looks for resources of a killed run by their tags. CodeDeploy has names only.
  ...(team === 'delivery' ? [] : [onAll('tag:GetResources')]),
  ...changes[team](words),
];
