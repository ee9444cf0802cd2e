import type { Call, Forward } from '../../gateway/call';
import { Store } from '../../gateway/store';
import type { XmlElement } from '../../protocols/xml';
import { motoAs } from '../moto-as';
import type { Catalogues } from './server/catalogues';

/** The data of a database instance that moto does not have. */
export interface Instance {
  readonly resourceId: string;
  readonly written: XmlElement;
  /** That it was changed to, at once (API reference: ModifyDBInstance, DBPortNumber). @default - the one that it was made with */
  readonly port?: string;
}

/** How RDS names the snapshots of AWS Backup (AWS Backup developer guide, "Viewing a list of backups": `awsbackup:job-...`). */
export const OF_AWS_BACKUP = 'awsbackup:';

/** moto takes no colon in a name. */
const inMoto = 'awsbackup-job-';
export const nameInMoto = (snapshot: string) => snapshot.replace(/^awsbackup:job-/, inMoto);
export const nameInAws = (snapshot: string) => snapshot.replace(/^awsbackup-job-/, `${OF_AWS_BACKUP}job-`);

/** Database instances and their snapshots, which RDS and AWS Backup make. */
export class ServerCopies {
  readonly instances = new Store('rds/instances', () => new Map<string, Instance>());

  constructor(readonly catalogues: Catalogues) {}

  /** Keeps what an instance has now for a snapshot that was just made of it. */
  keep(call: Call, instance: string, snapshot: string): void {
    const found = this.instances.of(call).get(instance.toLowerCase());
    if (found) this.catalogues.copy(call, found.resourceId, snapshot);
  }

  /** Makes a snapshot of an instance for AWS Backup. @throws with what moto says, if it refuses */
  async take(call: Call, moto: Forward, instance: string, snapshot: string): Promise<void> {
    const form = {
      Action: 'CreateDBSnapshot',
      DBInstanceIdentifier: instance,
      DBSnapshotIdentifier: nameInMoto(snapshot),
    };
    const { status, body } = await moto(motoAs(call, 'rds', form));
    if (status !== 200) throw new Error(`RDS makes no snapshot of ${instance}: ${body.toString()}`);
    this.keep(call, instance, snapshot);
  }

  /** Removes a snapshot of AWS Backup. */
  async drop(call: Call, moto: Forward, snapshot: string): Promise<void> {
    await moto(motoAs(call, 'rds', { Action: 'DeleteDBSnapshot', DBSnapshotIdentifier: nameInMoto(snapshot) }));
    this.catalogues.forget(call, snapshot);
  }
}
