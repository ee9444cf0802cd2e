import type { S3Client } from '@aws-sdk/client-s3';
import { reviewFolder } from '@malinshopper/environments';
import { parseRecord, placeOf, writeRecord, type ReviewedApp } from '@malinshopper/review';
import type { App } from '../commands/app';
import { sha256 } from '../record/digest';
import { readObject } from '../state/objects';
import { accountKey } from './account-key';
import type { Reviewed } from './assert-reviewed';

/** `reviews/testing/network/<SHA-256 of the JSON>.json`: the merged commit is another one than that of the pull request, and the JSON says whether the code is. */
export function reviewKeyOf({ environment, app }: Pick<ReviewedApp, 'environment' | 'app'>, json: string): string {
  return `${reviewFolder}/${environment}/${app}/${json}.json`;
}

/**
 * Writes the review of each app where a deploy of CI looks for it, over an earlier one of the same JSON. Together with an app lie those that it reads,
 * because a deploy has to know where their states were. What could not be planned is no review.
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
 * The review of what is about to be deployed of an app, from the bucket of its state.
 * @throws if there is none, with how one is made
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

/** What a person does where no review holds. */
export const planAnew = (environment: string) =>
  `Plan it anew and read what it says: run the workflow "review" on main for ${environment} (gh workflow run review.yml -f environment=${environment}), ` +
  'then run the failed jobs of this run again.';
