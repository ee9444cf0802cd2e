import type { Environment } from '@malinshopper/environments';
import { z } from 'zod';
import { ask } from '../commands/ask';
import type { CommandOptions } from '../commands/commands';
import { candidate } from '../commands/with-app';
import { duration } from '../durations';
import { deletedSince, undelete } from './content';
import { bucketCopy, restoreCopy } from './copies';
import { withRestoreRole } from './restore-role';

/** The buckets of an environment to which users and programs write. */
export const recoverable = ['content', 'packages'] as const;

export interface RecoverContentOptions extends CommandOptions {
  /** The bucket to recover. @default 'content' */
  readonly bucket?: (typeof recoverable)[number];
  /**
   * Restores the objects that were deleted since this time, from their versions. @default - restores no deleted object
   */
  readonly since?: Date;
  /**
   * Restores the objects that have no version any more, from a copy: `true` selects the newest copy, a text the copy
   * with this ARN. @default - restores no copy
   */
  readonly copy?: string | true;
  /** True to restore without a confirmation. @default false */
  readonly yes?: boolean;
}

/** The restored objects. */
export interface RecoveredContent {
  readonly bucket: string;
  /** The number of objects that were restored from their versions, without any loss. */
  readonly undeleted: number;
  /** The time of the copy from which objects were restored. Undefined if no copy was requested. */
  readonly copiedAt?: Date;
}

const metadata = { '//': z.object({ metadata: z.object({ path: z.string() }) }) };
const part = z.looseObject(metadata);
const schema = z.looseObject({
  resource: z.looseObject({
    aws_s3_bucket: z.record(z.string(), part.extend({ bucket: z.string() })).default({}),
    aws_backup_vault: z.record(z.string(), part.extend({ name: z.string() })).default({}),
  }),
});

/**
 * Restores objects of an environment's bucket. Deleted objects are restored from their versions. Objects without
 * versions are restored from a copy in the environment's vault.
 * @param project the app that has the bucket
 * @throws if no object must be restored, if the environment has no copies, if the user does not confirm, or if AWS
 * refuses
 */
export async function recoverContent(
  project: string,
  environment: Environment,
  { bucket: which = 'content', since, copy, yes, ...options }: RecoverContentOptions,
): Promise<RecoveredContent> {
  if (!since && copy === undefined) {
    throw new Error(
      'Specify the objects to restore: --since <time> for objects that were deleted since that time, --copy for objects without versions.',
    );
  }
  const { synthesized, session } = await candidate(project, environment, options);
  const { bucket, vault } = placesIn(synthesized.json, which);
  const s3 = session.s3InRegion;
  const deleted = since ? await deletedSince(s3, bucket, since) : [];
  const from =
    copy === undefined ? undefined : await bucketCopy(session, vaultOf(vault, environment), bucket, copyArn(copy));
  const steps = [
    ...(since
      ? [`${deleted.length} objects that were deleted since ${since.toISOString()} come back from their versions`]
      : []),
    ...(from
      ? [
          `what is missing comes from the copy of ${from.at.toISOString()} (${duration(Date.now() - from.at.getTime())} ago)`,
        ]
      : []),
  ];
  if (!yes && !(await ask(`${bucket}: ${steps.join(', and ')}. Shall it be done?`)))
    throw new Error(`${bucket} was not restored. Without a terminal, say --yes.`);
  await undelete(s3, bucket, deleted);
  if (from) await withRestoreRole(session, environment, (roleArn) => restoreCopy(session, roleArn, bucket, from));
  return { bucket, undeleted: deleted.length, ...(from && { copiedAt: from.at }) };
}

const copyArn = (copy: string | true) => (copy === true ? undefined : copy);

/** @throws if the environment has no copies */
function vaultOf(vault: string | undefined, { name }: Environment): string {
  if (vault !== undefined) return vault;
  throw new Error(`${name} has no copies in a vault (backup.plan "none"): only --since can bring objects back.`);
}

function placesIn(json: string, which: (typeof recoverable)[number]): { bucket: string; vault?: string } {
  const { resource } = schema.parse(JSON.parse(json));
  const at = <T extends z.infer<typeof part>>(all: Readonly<Record<string, T>>, end: string) =>
    Object.values(all).find((one) => one['//'].metadata.path.endsWith(end));
  const bucket = at(resource.aws_s3_bucket, `/content/${which}/Resource`)?.bucket;
  if (bucket === undefined) throw new Error(`The app has no bucket for ${which}. Nothing was restored.`);
  return { bucket, vault: at(resource.aws_backup_vault, '/backup/vault')?.name };
}
