import type { Call, Forward, Operation, Reply } from '../../gateway/call';
import { AwsFailure } from '../../protocols/failure';
import { amendQueryReply, queryParameters, withParameters } from '../../protocols/query';
import { element, list, text, type XmlElement } from '../../protocols/xml';
import { nameInAws, nameInMoto, OF_AWS_BACKUP, type ServerCopies } from './copies';

/**
 * Adds the content of the database server to moto's snapshots. RDS lists snapshots of AWS Backup only on request (API
 * reference: DescribeDBSnapshots, SnapshotType), and never deletes them.
 */
export function snapshots(
  copies: ServerCopies,
  instances: Readonly<Record<string, Operation>>,
): Record<string, Operation> {
  const { catalogues } = copies;
  const show = (call: Call, snapshot: XmlElement) => {
    const name = nameInAws(text(snapshot['DBSnapshotIdentifier']));
    snapshot['DBSnapshotIdentifier'] = name;
    const source = catalogues.sourceOf(call, name);
    if (source !== undefined) snapshot['DbiResourceId'] = source;
    if (!name.startsWith(OF_AWS_BACKUP)) return;
    snapshot['SnapshotType'] = 'awsbackup';
    snapshot['DBSnapshotArn'] = `arn:aws:rds:${call.region}:${call.account}:snapshot:${name}`;
  };
  const named = ({ body }: Call, name: string) => text(queryParameters(body)[name]);

  return {
    CreateDBSnapshot: async (call, moto) => {
      refuseName(named(call, 'DBSnapshotIdentifier'));
      const reply = await moto(call);
      if (reply.status === 200)
        copies.keep(call, named(call, 'DBInstanceIdentifier'), named(call, 'DBSnapshotIdentifier'));
      return amendQueryReply(reply, 'CreateDBSnapshot', (result) => show(call, element(result['DBSnapshot'])));
    },
    DescribeDBSnapshots: async (call, moto) => {
      const type = named(call, 'SnapshotType');
      // To moto all of them are manual ones.
      const ofMoto = type === 'awsbackup' ? 'manual' : type;
      const one = named(call, 'DBSnapshotIdentifier').replace(/^arn:aws:rds:[^:]*:\d+:snapshot:/, '');
      const asked = withParameters(call, (form) => {
        if (ofMoto !== '') form.set('SnapshotType', ofMoto);
        if (one !== '') form.set('DBSnapshotIdentifier', nameInMoto(one));
      });
      return amendQueryReply(await moto(asked), 'DescribeDBSnapshots', (result) => {
        const all = list(element(result['DBSnapshots'])['DBSnapshot']).map(element);
        for (const each of all) show(call, each);
        const isAsked = (snapshot: XmlElement) =>
          type === ''
            ? one !== '' || text(snapshot['SnapshotType']) !== 'awsbackup'
            : text(snapshot['SnapshotType']) === type;
        result['DBSnapshots'] = { DBSnapshot: all.filter(isAsked) };
      });
    },
    DeleteDBSnapshot: async (call, moto) => {
      const name = named(call, 'DBSnapshotIdentifier');
      if (name.toLowerCase().startsWith(OF_AWS_BACKUP)) {
        throw new AwsFailure(
          'InvalidDBSnapshotState',
          `Cannot delete the snapshot ${name}: it is managed by AWS Backup, which deletes it as a recovery point.`,
        );
      }
      const reply = await moto(call);
      if (reply.status === 200) catalogues.forget(call, name);
      return amendQueryReply(reply, 'DeleteDBSnapshot', (result) => show(call, element(result['DBSnapshot'])));
    },
    DeleteDBInstance: async (call, moto): Promise<Reply> => {
      const [server, last] = [named(call, 'DBInstanceIdentifier'), named(call, 'FinalDBSnapshotIdentifier')];
      const isSkipped = named(call, 'SkipFinalSnapshot') === 'true';
      if (!isSkipped && last === '')
        throw combination('FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.');
      if (isSkipped && last !== '')
        throw combination(
          'FinalDBSnapshotIdentifier can not be specified when deleting a DB instance with SkipFinalSnapshot.',
        );
      const resourceId = copies.instances.of(call).get(server.toLowerCase())?.resourceId;
      const reply = await instances['DeleteDBInstance']!(call, moto);
      if (reply.status === 200 && last !== '' && resourceId !== undefined) catalogues.copy(call, resourceId, last);
      return reply;
    },
    RestoreDBInstanceFromDBSnapshot: async (call, moto: Forward) => {
      const snapshot = named(call, 'DBSnapshotIdentifier').replace(/^arn:aws:rds:[^:]*:\d+:snapshot:/, '');
      // moto cuts an ARN at each colon.
      const asked = withParameters(call, (form) => form.set('DBSnapshotIdentifier', nameInMoto(snapshot)));
      const reply = await instances['RestoreDBInstanceFromDBSnapshot']!(asked, moto);
      return amendQueryReply(reply, 'RestoreDBInstanceFromDBSnapshot', (result) =>
        catalogues.restore(call, snapshot, text(element(result['DBInstance'])['DbiResourceId'])),
      );
    },
  };
}

const combination = (message: string) => new AwsFailure('InvalidParameterCombination', message);

/** API reference, CreateDBSnapshot: letters, digits and hyphens, so that no user makes one in the name of AWS Backup. */
function refuseName(name: string): void {
  if (name.startsWith('awsbackup-job-')) {
    throw new AwsFailure(
      'InvalidParameterValue',
      'The embedded AWS keeps names that begin with awsbackup-job- for AWS Backup.',
    );
  }
  if (/^[a-z](-?[a-z0-9])*$/i.test(name)) return;
  throw new AwsFailure(
    'InvalidParameterValue',
    'The parameter DBSnapshotIdentifier is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII letters, ' +
      'digits, and hyphens; and must not end with a hyphen or contain two consecutive hyphens.',
  );
}
