import type { BucketLocationConstraint } from '@aws-sdk/client-s3';
import { setTimeout as delay } from 'node:timers/promises';
import type { StateLocation } from '../configuration';
import type { Session } from '../aws-target/session';
import { bucketSettings } from './bucket-settings';
import { isMissing } from './objects';

const PATIENCE = 10;

/** One run of the check per bucket and process: the apps of an environment share their account's bucket. */
const checked = new WeakMap<Session, Map<string, Promise<void>>>();

export interface BucketOptions {
  /** True if the settings of an existing bucket are checked too: a role that plans may not be allowed to. @default true */
  readonly settings?: boolean;
}

/** Makes sure that the state bucket exists with its settings. Concurrent calls are safe. */
export function ensureStateBucket(session: Session, state: StateLocation, options: BucketOptions = {}): Promise<void> {
  const ofSession = checked.get(session) ?? new Map<string, Promise<void>>();
  checked.set(session, ofSession);
  const running = ofSession.get(state.bucket) ?? ensure(session, state, options.settings ?? true);
  ofSession.set(state.bucket, running);
  return running;
}

async function ensure(session: Session, { bucket, region }: StateLocation, settingsToo: boolean): Promise<void> {
  if (!(await stateBucketExists(session, { bucket, region }))) await create(session, bucket, region);
  else if (!settingsToo) return;
  const settings = await bucketSettings(session.s3, bucket);
  await Promise.all(
    settings.map(async (setting) => {
      if (!(await setting.isSet())) await patiently(() => setting.set());
    }),
  );
}

/**
 * Checks if the bucket of the states exists. AWS is only read.
 * @throws if the bucket belongs to another account, is closed to the identity of the session, or is in another region
 */
export async function stateBucketExists(
  { s3, identity }: Session,
  { bucket, region }: Pick<StateLocation, 'bucket' | 'region'>,
): Promise<boolean> {
  const { HeadBucketCommand } = await import('@aws-sdk/client-s3');
  let found: string | undefined;
  try {
    found = (await s3.send(new HeadBucketCommand({ Bucket: bucket, ExpectedBucketOwner: identity.account })))
      .BucketRegion;
  } catch (error) {
    if (isMissing(error)) return false;
    if (statusOf(error) === 403) throw new Error(notOurs(bucket, identity));
    // S3 redirects a request for a bucket of another region, and the header has that region (S3 API reference, HeadBucket).
    found = regionOf(error);
    if (found === undefined) throw error;
  }
  if (found !== undefined && found !== region) throw new Error(elsewhere(bucket, found, region));
  return true;
}

async function create({ s3, identity }: Session, bucket: string, region: string): Promise<void> {
  const { CreateBucketCommand, waitUntilBucketExists } = await import('@aws-sdk/client-s3');
  // us-east-1 is the one region that must not be specified here (S3's CreateBucket).
  const place = region !== 'us-east-1' && {
    CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint },
  };
  try {
    await patiently(() => s3.send(new CreateBucketCommand({ Bucket: bucket, ...place })));
  } catch (error) {
    const { name } = error as Error;
    if (name === 'BucketAlreadyExists') throw new Error(notOurs(bucket, identity));
    // A race: another command made it between the check and this request, with the same result.
    if (name !== 'BucketAlreadyOwnedByYou') throw error;
  }
  await waitUntilBucketExists({ client: s3, maxWaitTime: 60 }, { Bucket: bucket });
}

const notOurs = (bucket: string, { account, arn }: Session['identity']) =>
  `The state bucket ${bucket} belongs to another AWS account, or ${arn} is not allowed to use it. Bucket names are unique in the ` +
  `whole world: if account ${account} does not own it, change the name in libs/stack (stateBucket); else request access.`;

const elsewhere = (bucket: string, found: string, region: string) =>
  `The state bucket ${bucket} is in ${found}, and the home region of its account in environments/src/accounts.ts is ${region}. ` +
  `Nothing was touched. States do not move with a region (docs/adr/0036): set the region to ${found}; only if the bucket is empty, delete ` +
  'it, and run the command again in an hour, when S3 gives its name free.';

/** S3 answers OperationAborted while another request changes the same bucket. */
async function patiently<T>(action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      if ((error as Error).name !== 'OperationAborted' || attempt === PATIENCE) throw error;
      await delay(attempt * 200);
    }
  }
}

const regionOf = (error: unknown) =>
  (error as { $response?: { headers?: Record<string, string> } }).$response?.headers?.['x-amz-bucket-region'];

const statusOf = (error: unknown) => (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
