import type { S3Client } from '@aws-sdk/client-s3';
import type { StateLocation } from '../configuration';
import { isRefused } from '../state/objects';
import { readRecordOf, type DeploymentRecord } from './deployment-record';
import { stateETags, stateFacts } from './states';

type Place = Pick<StateLocation, 'bucket' | 'key'>;
type Digests = Readonly<Record<string, string>>;

/** Records and lists of states at one moment: each is read at its first use, and only once. */
export class Records {
  private readonly read = new Map<string, Promise<unknown>>();

  constructor(private readonly s3: S3Client) {}

  /** The record of a state. */
  of(place: Place): Promise<DeploymentRecord | undefined> {
    return this.once(`record ${idOf(place)}`, () => readRecordOf(this.s3, place));
  }

  /** The states of a bucket, with their ETags. */
  statesIn(bucket: string): Promise<ReadonlyMap<string, string>> {
    return this.once(`states ${bucket}`, () => stateETags(this.s3, bucket));
  }

  async etagOf({ bucket, key }: Place): Promise<string | undefined> {
    return (await this.statesIn(bucket)).get(key);
  }

  /** The digests of a state's outputs: from its record while that matches the state, else from the state itself; undefined if neither can be read. */
  publishedBy(place: Place): Promise<Digests | undefined> {
    return this.once(`outputs ${idOf(place)}`, async () => {
      const etag = await this.etagOf(place);
      if (etag === undefined) return undefined;
      const record = await this.of(place);
      if (record?.state?.etag === etag) return record.outputs;
      try {
        return (await stateFacts(this.s3, place))?.outputs;
      } catch (error) {
        if (isRefused(error)) return undefined;
        throw error;
      }
    });
  }

  private once<T>(what: string, read: () => Promise<T>): Promise<T> {
    const known = this.read.get(what) ?? read();
    this.read.set(what, known);
    return known as Promise<T>;
  }
}

const idOf = ({ bucket, key }: Place) => `${bucket}/${key}`;
