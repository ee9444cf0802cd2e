import type { S3Client } from '@aws-sdk/client-s3';
import { reviewFolder } from '@malinshopper/environments';
import { parseRecord, placeOf, writeRecord, type ReviewedApp } from '@malinshopper/review';
import type { App } from '../commands/app';
import { sha256 } from '../record/digest';
import { readObject } from '../state/objects';
import { accountKey } from './account-key';
import type { Reviewed } from './assert-reviewed';

/**
 * `reviews/testing/network/<SHA-256 of the JSON>.json`: the merged commit differs from that of the pull request, and the JSON shows whether the code
 * is the same.
 */
export function reviewKeyOf({ environment, app }: Pick<ReviewedApp, 'environment' | 'app'>, json: string): string {
  return `${reviewFolder}/${environment}/${app}/${json}.json`;
}

/**
 * Writes the review of each app under the key from which a deploy in CI reads it. An earlier review of the same JSON is
 * overwritten. The file also contains the apps that the app reads, because a deploy must know the positions of their
 * states. An app with a failed plan is not written.
 * @returns the keys that were written
 */
export async function keepReviews(s3: S3Client, bucket: string, apps: readonly ReviewedApp[]): Promise<string[]> {
  const { PutObjectCommand } = await import('@aws-sdk/client-s3');
  const planned = apps.filter(({ result }) => result.kind !== 'failed');
  return Promise.all(
    planned.map(async (one) => {
      const Key = reviewKeyOf(one, one.provenance.json);
      const read = planned.filter((other) => Object.hasOwn(one.provenance.upstream, placeOf(other)));
      const Body = writeRecord([one, ...read]);
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType: 'application/json' }));
      return Key;
    }),
  );
}

/**
 * Reads the review of the app's present JSON from the bucket of its state.
 * @throws if there is none, with the command that makes one
 */
export async function reviewInBucket({ name, json, configuration, context }: App): Promise<Reviewed> {
  const { environment, session } = context;
  const { bucket } = configuration.state;
  const key = reviewKeyOf({ environment: environment.name, app: name }, sha256(json));
  const text = await readObject(session.s3, { bucket, key });
  if (text === undefined) {
    throw new Error(
      `There is no review of ${name} as it would be deployed to ${environment.name} (s3://${bucket}/${key}); nothing was touched. ` +
        `${planAnew(environment.name)}`,
    );
  }
  return {
    apps: parseRecord(text).apps,
    key: await accountKey(session),
    digest: sha256(text),
    next: planAnew(environment.name),
  };
}

/** The next step if no review matches. */
export const planAnew = (environment: string) =>
  `Plan it again and read the plan: run the workflow "review" on main for ${environment} (gh workflow run review.yml -f environment=${environment}), ` +
  'then run the failed jobs of this run again.';
