import type { Call, Forward, Operation } from '../../gateway/call';
import { queryParameters, queryReply } from '../../protocols/query';
import { element, parseXml, text, type XmlElement } from '../../protocols/xml';
import { pendingChanges } from './pending';

const begin = Date.parse('2026-11-28T12:00:00Z');
const sunday = Date.parse('2026-11-29T03:00:00Z');
const moto: Forward = () => Promise.reject(new Error('nothing is asked of moto'));

afterEach(() => jest.restoreAllMocks());

/** RDS with one server, which makes every change at once; and the time. */
function server() {
  let now = begin;
  jest.spyOn(Date, 'now').mockImplementation(() => now);
  const instance: XmlElement = {
    DBInstanceIdentifier: 'shop',
    DBInstanceClass: 'db.t4g.small',
    MultiAZ: 'false',
    EngineVersion: '8.4.3',
    BackupRetentionPeriod: '7',
    IAMDatabaseAuthenticationEnabled: 'true',
    PreferredMaintenanceWindow: 'sun:03:00-sun:04:00',
  };
  const modify: Operation = (call) => {
    const form = queryParameters(call.body);
    for (const name of Object.keys(instance)) if (form[name] !== undefined) instance[name] = form[name];
    return queryReply('ModifyDBInstance', 'rds', { DBInstance: { ...instance } });
  };
  const describe: Operation = () =>
    queryReply('DescribeDBInstances', 'rds', { DBInstances: { DBInstance: [{ ...instance }] } });
  const operations = pendingChanges({ ModifyDBInstance: modify, DescribeDBInstances: describe });
  const call = async (action: string, form: Record<string, string> = {}): Promise<XmlElement> => {
    const body = Buffer.from(new URLSearchParams({ Action: action, ...form }).toString());
    const reply = await operations[action]!({ account: '1', region: 'eu-west-1', body } as Call, moto);
    const result = element(element(parseXml(reply.body.toString())[`${action}Response`])[`${action}Result`]);
    return element(element(result['DBInstances'] ?? result)['DBInstance']);
  };
  return {
    modify: (form: Record<string, string>) => call('ModifyDBInstance', { DBInstanceIdentifier: 'shop', ...form }),
    shown: () => call('DescribeDBInstances'),
    at: (time: number) => (now = time),
  };
}

const pending = (shown: XmlElement) => shown['PendingModifiedValues'];

test('a change of the class waits for the next maintenance window, and is shown as pending until then', async () => {
  const rds = server();
  const answer = await rds.modify({ DBInstanceClass: 'db.m7g.large', MultiAZ: 'true', BackupRetentionPeriod: '14' });
  expect(pending(answer)).toEqual({ DBInstanceClass: 'db.m7g.large', MultiAZ: 'true' });
  // A change between two numbers of days does not wait.
  expect(answer).toMatchObject({ DBInstanceClass: 'db.t4g.small', BackupRetentionPeriod: '14' });
  rds.at(sunday - 1);
  expect(pending(await rds.shown())).toEqual({ DBInstanceClass: 'db.m7g.large', MultiAZ: 'true' });
  rds.at(sunday);
  const after = await rds.shown();
  expect(after).toMatchObject({ DBInstanceClass: 'db.m7g.large', MultiAZ: 'true' });
  expect(pending(after)).toBeUndefined();
});

test('a pending change is made with the next immediate change', async () => {
  const rds = server();
  await rds.modify({ DBInstanceClass: 'db.m7g.large', MultiAZ: 'true' });
  const answer = await rds.modify({ MultiAZ: 'false', ApplyImmediately: 'true' });
  expect(answer).toMatchObject({ DBInstanceClass: 'db.m7g.large', MultiAZ: 'false' });
  expect(pending(answer)).toBeUndefined();
});

test.each<[string, Record<string, string>]>([
  [
    'a value that is the same',
    { DBInstanceClass: 'db.t4g.small', EngineVersion: '8.4', EnableIAMDatabaseAuthentication: 'true' },
  ],
  ['a window', { PreferredMaintenanceWindow: 'mon:03:00-mon:04:00' }],
])('nothing waits for %s', async (_what, form) => {
  expect(pending(await server().modify(form))).toBeUndefined();
});

test.each<[string, Record<string, string>, XmlElement]>([
  ['backups that are switched off', { BackupRetentionPeriod: '0' }, { BackupRetentionPeriod: '0' }],
  ['another name', { NewDBInstanceIdentifier: 'next' }, { DBInstanceIdentifier: 'next' }],
  ['IAM', { EnableIAMDatabaseAuthentication: 'false' }, { IAMDatabaseAuthenticationEnabled: 'false' }],
])('a change waits: %s', async (_what, form, expected) => {
  const answer = await server().modify(form);
  expect(pending(answer)).toEqual(expected);
  expect(text(answer['DBInstanceIdentifier'])).toBe('shop');
});

test('a change that is reverted no longer waits', async () => {
  const rds = server();
  await rds.modify({ DBInstanceClass: 'db.m7g.large' });
  expect(pending(await rds.modify({ DBInstanceClass: 'db.t4g.small' }))).toBeUndefined();
});
