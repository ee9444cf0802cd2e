import type { Call } from '@malinshopper/aws-facts';
import { bucketOf, call, type Who } from './who';

/** The actions of a team on objects in the buckets of each environment, by purpose and name. */
const does: Partial<
  Record<Who['team'], readonly (readonly [purpose: string, key: string, actions: readonly string[]])[]>
> = {
  data: [
    ['content', 'x', ['s3:DeleteObject', 's3:DeleteObjectVersion']],
    ['packages', 'x', ['s3:DeleteObject', 's3:DeleteObjectVersion']],
    [
      'packages',
      'functions/x.zip',
      ['s3:GetObject', 's3:GetObjectTagging', 's3:PutObject', 's3:PutObjectTagging', 's3:DeleteObject'],
    ],
  ],
  compute: [
    ['load-balancer-logs', 'x', ['s3:DeleteObject', 's3:DeleteObjectVersion']],
    ['cluster-logs', 'x', ['s3:DeleteObject', 's3:DeleteObjectVersion']],
    [
      'packages',
      'cluster/setup.sh',
      ['s3:GetObject', 's3:GetObjectTagging', 's3:PutObject', 's3:PutObjectTagging', 's3:DeleteObject'],
    ],
  ],
};

/**
 * Calls on an object in another bucket of which the path looks like the name of an allowed bucket. In a pattern, `*`
 * also matches slashes.
 */
export function lookalikeCalls(who: Who): Call[] {
  return (does[who.team] ?? []).flatMap(([purpose, key, actions]) => {
    const other = bucketOf(who, purpose === 'content' ? 'packages' : 'content');
    return actions.map((action) =>
      call(
        `use a path in another bucket that looks like the bucket of ${purpose}: ${action}`,
        action,
        `${other}/x-${purpose}-${who.account.id}/${key}`,
      ),
    );
  });
}
