import { globalRegion } from '@malinshopper/aws-facts';
import type { Account } from '@malinshopper/environments';
import { stateBucket } from '@malinshopper/stack';
import { servicesOf } from './grants';
import { noSecrets } from './ci-boundary';
import type { Statement } from './statement';
import { lockEnd, recordEnd, reviewsArn } from './states';

const list = (value: string | readonly string[] = []) => [value].flat();
const digests = (keyArn: string): Statement => ({ Sid: 'Digests', Action: 'kms:GenerateMac', Resource: keyArn });

/** What it does besides looking: it reads the states of all apps, and writes records of reviews. Whether the bucket is there, the platform team's policy lets it see. */
export function reviewAccess(account: Account, keyArn: string): Statement[] {
  const bucket = `arn:aws:s3:::${stateBucket(account)}`;
  return [
    {
      Sid: 'StatesAndRecords',
      Action: 's3:GetObject',
      Resource: [`${bucket}/*.tfstate`, `${bucket}/*${lockEnd}`, `${bucket}/*${recordEnd}`],
    },
    { Sid: 'Reviews', Action: ['s3:GetObject', 's3:PutObject'], Resource: reviewsArn({ account }) },
    digests(keyArn),
  ];
}

/** What looks, in the names that AWS gives such actions. */
const looks = /^(BatchGet|Describe|Get|List|View)/;

/**
 * Its permissions boundary: whatever its policies come to say, it only looks, at no value of a secret, and writes nothing but records of reviews. Code of a
 * pull request runs with it, before anyone has agreed to that.
 */
export function reviewBoundary(account: Account, keyArn: string, says: readonly Statement[]): Statement[] {
  const allowed = says.filter(({ Effect = 'Allow' }) => Effect === 'Allow').flatMap(({ Action }) => list(Action));
  const actions = [...new Set([...allowed, 's3:GetObject'])];
  const verbs = (service: string) =>
    actions
      .filter((action) => action.startsWith(`${service}:`))
      .flatMap((action) => looks.exec(action.slice(service.length + 1))?.[0] ?? []);
  const looking = servicesOf(actions).flatMap((service) =>
    [...new Set(verbs(service))].sort().map((verb) => `${service}:${verb}*`),
  );
  return [
    {
      Sid: 'Looks',
      Action: looking,
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': [...account.regions, globalRegion] } },
    },
    { Sid: 'WritesReviews', Action: 's3:PutObject', Resource: reviewsArn({ account }) },
    digests(keyArn),
    ...noSecrets(actions),
    { Sid: 'ActsAsItself', Effect: 'Deny', Action: 'sts:AssumeRole', Resource: '*' },
  ];
}
