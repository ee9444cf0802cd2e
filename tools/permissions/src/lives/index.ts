import type { Life, Lives } from '../step';
import { accountLives } from './account';
import { backupLives } from './backups';
import { bucketLives } from './buckets';
import { computeLives } from './compute';
import { functionLives } from './functions';
import { dataLives, objectLives } from './data';
import { identityLives } from './identities';
import { networkLives, recordLives } from './network';
import { releaseLives } from './releases';
import { sharedLives } from './shared';

const lives: Lives = {
  ...sharedLives,
  ...identityLives,
  ...bucketLives,
  ...networkLives,
  ...recordLives,
  ...dataLives,
  ...backupLives,
  ...functionLives,
  ...objectLives,
  ...computeLives,
  ...releaseLives,
  ...accountLives,
};

/**
 * What the provider does for resources of a type.
 * @throws if nobody has said it yet
 */
export function lifeOf(type: string): Life {
  const life = lives[type];
  if (life) return life;
  throw new Error(
    `Nobody has said which calls Terraform makes for ${type}. Add them to tools/permissions/src/lives, and see what the ` +
      'roles of the team have to be allowed (apps/account/src/access).',
  );
}
