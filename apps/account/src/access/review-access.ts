import { globalRegion } from '@malinshopper/aws-facts';
import type { Account } from '@malinshopper/environments';
import { stateBucket } from '@malinshopper/stack';
import { servicesOf } from './grants';
import { noSecrets } from './ci-boundary';
import type { Statement } from './statement';
import { lockEnd, recordEnd, reviewsArn } from './states';

const list = (value: string | readonly string[] = []) => [value].flat();
const digests = (keyArn: string): Statement => ({ Sid: 'Digests', Action: 'kms:GenerateMac', Resource: keyArn });

/**
 * The permissions of the review role besides those to look: it reads the states of all apps and writes review records.
 * The platform team's policy lets it check that the bucket exists.
 */
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

/** The verbs with which AWS names read actions. */
const looks = /^(BatchGet|Describe|Get|List|View)/;

/**
 * The permissions boundary of the review role. Even if its policies allow more, the role only reads, reads no secret
 * value, and writes review records only. Code of a pull request runs with this role before a review.
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
