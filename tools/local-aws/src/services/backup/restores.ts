import { randomUUID } from 'node:crypto';
import type { Operation } from '../../gateway/call';
import { Store } from '../../gateway/store';
import { AwsFailure } from '../../protocols/failure';
import { jsonObject, jsonParameters, jsonReply, jsonText, type JsonObject } from '../../protocols/json';
import { motoS3 } from '../moto-as';
import type { Copies } from './jobs';
import { putBack } from './objects';

/** The metadata of the restore of a bucket (AWS Backup developer guide, "Restore S3 data using AWS Backup"). */
const understood = ['DestinationBucketName', 'NewBucket', 'Encrypted', 'EncryptionType', 'KMSKey', 'CreationToken'];

/**
 * Restores of buckets (API reference: StartRestoreJob, DescribeRestoreJob). A job is over at once. Servers are
 * restored by RDS, from the snapshot that their recovery point is.
 */
export function restores(store: Store<Copies>, now: () => Date): Record<string, Operation> {
  const jobs = new Store('backup/restore-jobs', () => new Map<string, JsonObject>());
  return {
    'PUT /restore-jobs': async (call, moto) => {
      const { RecoveryPointArn, IamRoleArn, ...request } = jsonParameters(call);
      const metadata = jsonObject(request['Metadata']);
      const arn = jsonText(RecoveryPointArn);
      const point = store.of(call).points.get(arn);
      if (!point) throw new AwsFailure('ResourceNotFoundException', `Recovery point ${arn} does not exist.`, 404);
      const type = jsonText(request['ResourceType']) || 'S3';
      if (point['ResourceType'] !== 'S3' || type !== 'S3') {
        throw refused(
          `The embedded AWS restores buckets, and no ${jsonText(point['ResourceType'])}: RDS restores the snapshot ${arn}`,
        );
      }
      if (jsonText(IamRoleArn) === '') throw refused('IamRoleArn is required to restore a bucket');
      const unknown = Object.keys(metadata).find((name) => !understood.includes(name));
      if (unknown !== undefined)
        throw refused(`The embedded AWS does not know ${unknown} in the metadata of a restore`);
      const bucket = jsonText(metadata['DestinationBucketName']);
      if (jsonText(metadata['NewBucket']).toLowerCase() !== 'false') {
        throw refused('The embedded AWS restores into a bucket that exists only: say NewBucket=false');
      }
      const there = await moto(motoS3(call, 'HEAD', `/${bucket}`));
      const id = randomUUID().toUpperCase();
      const CreationDate = now().getTime() / 1000;
      const common = {
        RestoreJobId: id,
        RecoveryPointArn: arn,
        ResourceType: 'S3',
        AccountId: call.account,
        CreationDate,
        IamRoleArn,
      };
      if (there.status !== 200) {
        const StatusMessage = `Bucket ${bucket} does not exist or cannot be reached.`;
        jobs.of(call).set(id, { ...common, Status: 'FAILED', StatusMessage });
        return jsonReply({ RestoreJobId: id });
      }
      await putBack(call, moto, bucket, store.of(call).objects.get(arn) ?? []);
      const done = { Status: 'COMPLETED', PercentDone: '100.00%', CompletionDate: CreationDate };
      jobs.of(call).set(id, { ...common, ...done, CreatedResourceArn: `arn:aws:s3:::${bucket}` });
      return jsonReply({ RestoreJobId: id });
    },
    'GET /restore-jobs/{JobId}': (call) => {
      const id = call.pathParameters['JobId'] ?? '';
      const job = jobs.of(call).get(id);
      if (!job) throw new AwsFailure('ResourceNotFoundException', `The requested job ${id} does not exist.`, 404);
      return jsonReply(job);
    },
  };
}

const refused = (why: string) =>
  new AwsFailure('InvalidParameterValueException', `${why}. It is in tools/local-aws/src/services/backup/restores.ts.`);
