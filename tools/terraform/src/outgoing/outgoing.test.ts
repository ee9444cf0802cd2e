import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { planAndApply } from '../commands/deploy-app';
import type { DeploymentRecord } from '../record/deployment-record';
import { outputDigests } from '../record/digest';
import { Records } from '../record/records';
import { fakeApp, stackJson } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { immovable, stillUsed } from './interfaces';
import { holdReplaced, keepOutgoing } from './outgoing';
import { canLetGo, notMovedOn } from './readers';

jest.mock('./interfaces', () => ({ stillUsed: jest.fn(async () => []), immovable: jest.fn(async () => []) }));
const interfaces = jest.mocked(stillUsed);
beforeEach(() => interfaces.mockClear());

const key = (app: string, owner = 'testing') => `${owner}/${app}.tfstate`;
const place = (app: string) => ({ bucket: 'states', key: key(app) });
const kept = 'aws_security_group.clients_outgoing_sg-1';
const lifecycle = { create_before_destroy: true, ignore_changes: 'all' };

const state = (resources: readonly object[], outputs: Record<string, string> = {}) =>
  JSON.stringify({
    version: 4,
    terraform_version: '1.11.4',
    lineage: 'lineage',
    serial: 1,
    resources,
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { value }])),
  });
const resource = (
  address: string,
  attributes: object,
  provider = 'provider["registry.terraform.io/hashicorp/aws"]',
) => {
  const [type, name] = address.split('.');
  return { mode: 'managed', type, name, provider, instances: [{ attributes }] };
};
/** The record of an app that was deployed when its upstream published these. */
const record = (reads: Record<string, Record<string, string>>, more: Partial<DeploymentRecord> = {}) =>
  JSON.stringify({
    ...{ format: 1, outcome: 'deployed', json: 'a'.repeat(64), lockFile: 'b'.repeat(64), outputs: {}, who: 'arn' },
    ...{ versions: { terraform: '1', provider: '5' }, at: '2026-11-30T00:00:00.000Z', milliseconds: 1 },
    reads: Object.fromEntries(Object.entries(reads).map(([of, values]) => [of, outputDigests('lineage', values)])),
    ...more,
  });

/** `data`, which keeps a group, and `compute`, which was deployed when the group's successor was published, or before. */
function world(compute: 'before' | 'after', publishes = 'sg-2') {
  const reads = { [key('data')]: { clientGroupId: compute === 'before' ? 'sg-1' : publishes } };
  const objects = new Map([
    [key('data'), state([resource(kept, { id: 'sg-1', arn: 'arn:sg-1' })], { clientGroupId: publishes })],
    [key('compute'), state([])],
    ['testing/compute.record.json', record(reads)],
  ]);
  const session = fakeSession(fakeS3(objects).client);
  const app = fakeApp(session, { json: stackJson('data'), script: 'echo "$@" >>asked; cat shown 2>/dev/null; exit 0' });
  return { app, objects, session, file: join(app.folder.path, 'outgoing.tf.json') };
}

describe('a replaced resource', () => {
  test('stays in the configuration, unchanged, until its readers have been deployed', async () => {
    const { app, file } = world('before');
    expect(await keepOutgoing(app)).toEqual({ readers: [key('compute')], used: [] });
    expect(existsSync(file.replace('outgoing.', 'outgoing_override.'))).toBe(false);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      resource: { aws_security_group: { 'clients_outgoing_sg-1': { lifecycle } } },
    });
  });

  test('is then deleted by the next plan', async () => {
    const { app, file } = world('before');
    await keepOutgoing(app);
    const { app: next, file: after } = world('after');
    expect(await keepOutgoing(next)).toBeUndefined();
    expect([existsSync(file), existsSync(after)]).toEqual([true, false]);
  });

  test('stays while the state still publishes it: the run that should replace it was cut off', async () => {
    const { app, file } = world('after', 'sg-1');
    expect(await keepOutgoing(app)).toEqual({ readers: [key('data')], used: [] });
    expect(existsSync(file)).toBe(true);
  });

  test('stays while instances use it, without its successor', async () => {
    const { app, objects, file } = world('after');
    const resources = [resource(kept, { id: 'sg-1' }), resource('aws_security_group.clients', { id: 'sg-2' })];
    objects.set(key('data'), state(resources, { clientGroupId: 'sg-2' }));
    interfaces.mockResolvedValueOnce(['sg-1 (2 network interfaces)']);
    expect(await keepOutgoing(app)).toEqual({ readers: [], used: ['sg-1 (2 network interfaces)'] });
    expect(interfaces.mock.calls[0]?.[1]).toEqual([{ id: 'sg-1', type: 'aws_security_group', successor: 'sg-2' }]);
    expect(existsSync(file)).toBe(true);
  });

  test('stays on the resources that others reach by it, beside its successor, so that their rules still count', async () => {
    const { app } = world('before');
    const cache = { security_group_ids: ['${aws_security_group.clients.id}'] };
    const other = { security_group_ids: ['${aws_security_group.other.id}'] };
    const json = JSON.stringify({ resource: { aws_elasticache_replication_group: { cache, other } } });
    await keepOutgoing({ ...app, json });
    expect(JSON.parse(readFileSync(join(app.folder.path, 'outgoing_override.tf.json'), 'utf8'))).toEqual({
      resource: {
        aws_elasticache_replication_group: {
          cache: { security_group_ids: ['${aws_security_group.clients.id}', `\${${kept}.id}`] },
        },
      },
    });
  });

  test('is deleted in the order of its use: a route before its table', async () => {
    const { app, objects, file } = world('before');
    const [table, route] = ['aws_route_table.private_outgoing_rtb-1', 'aws_route.nat_outgoing_r-rtb-1'];
    const resources = [
      resource(table, { id: 'rtb-1', vpc_id: 'vpc-1' }),
      resource(route, { id: 'r-rtb-1', route_table_id: 'rtb-1', destination_cidr_block: '0.0.0.0/0', gateway_id: '' }),
    ];
    objects.set(key('data'), state(resources, { clientGroupId: 'sg-2' }));
    await keepOutgoing(app);
    const { resource: blocks } = JSON.parse(readFileSync(file, 'utf8')) as { resource: Record<string, object> };
    expect(blocks['aws_route']).toEqual({
      'nat_outgoing_r-rtb-1': {
        ...{ route_table_id: 'rtb-1', destination_cidr_block: '0.0.0.0/0' },
        depends_on: [table],
        lifecycle,
      },
    });
  });

  test('has the arguments that the provider requires, with its own provider', async () => {
    const { app, objects, file } = world('before');
    const rule = {
      security_group_id: 'sg-1',
      ip_protocol: 'tcp',
      cidr_ipv4: null,
      referenced_security_group_id: 'sg-9',
    };
    const certificate = { id: 'arn:c', domain_name: 'shop.example', validation_method: 'DNS' };
    const resources = [
      resource('aws_vpc_security_group_egress_rule.out_outgoing_sgr-1', { id: 'sgr-1', ...rule }),
      resource('aws_acm_certificate.cdn_outgoing_c', certificate, 'provider["x"].us_east_1'),
    ];
    objects.set(key('data'), state(resources, { clientGroupId: 'sg-2' }));
    await keepOutgoing(app);
    const { resource: blocks } = JSON.parse(readFileSync(file, 'utf8')) as { resource: Record<string, object> };
    expect(blocks).toEqual({
      aws_vpc_security_group_egress_rule: {
        'out_outgoing_sgr-1': {
          ...{ security_group_id: 'sg-1', ip_protocol: 'tcp', referenced_security_group_id: 'sg-9' },
          lifecycle,
        },
      },
      aws_acm_certificate: {
        cdn_outgoing_c: {
          ...{ domain_name: 'shop.example', validation_method: 'DNS', provider: 'aws.us_east_1' },
          lifecycle,
        },
      },
    });
  });
});

describe('a plan that replaces resources in use', () => {
  const address = 'aws_security_group.clients';
  const shown = {
    resource_changes: [
      {
        ...{ address, type: 'aws_security_group', name: 'clients' },
        change: { actions: ['create', 'delete'], before: { id: 'sg-1' } },
      },
    ],
    output_changes: { clientGroupId: { before: 'sg-1' } },
  };
  const prepared = () => {
    const one = world('before', 'sg-1');
    one.objects.set(key('data'), state([resource(kept, { id: 'sg-1' })], { clientGroupId: 'sg-1' }));
    const asked = () => readFileSync(join(one.app.folder.path, 'asked'), 'utf8').trim().split('\n');
    const plan = (text: string) => {
      writeFileSync(join(one.app.folder.path, 'shown'), text);
    };
    plan(JSON.stringify(shown));
    return { ...one, asked, plan };
  };

  test('gives them an address of their own, and untaints tainted ones', async () => {
    const { app, asked, file } = prepared();
    expect(await holdReplaced(app, [{ address, action: 'replace', reason: 'tainted' }])).toBe(true);
    expect(asked().slice(1)).toEqual([`state mv -lock=false ${address} ${kept}`, `untaint -lock=false ${kept}`]);
    expect(app.told.join()).toContain(`${address} (sg-1) stays until nothing uses it, as ${kept}`);
    expect(existsSync(file)).toBe(true);
  });

  test.each([
    ['something else is replaced', 'aws_kms_key.main', 'replace'],
    ['it is changed in place', address, 'update'],
    ['one is deleted that has stayed long enough', kept, 'delete'],
  ])('is not even read if %s', async (_what, one, action) => {
    const { app } = prepared();
    expect(await holdReplaced(app, [{ address: one, action }])).toBe(false);
    expect(existsSync(join(app.folder.path, 'asked'))).toBe(false);
  });

  test('goes on unchanged if no other state reads the output', async () => {
    const { app, objects, asked } = prepared();
    objects.set('testing/compute.record.json', record({ [key('data')]: { databaseHost: 'db' } }));
    expect(await holdReplaced(app, [{ address, action: 'replace' }])).toBe(false);
    expect(asked()).toEqual([`show -json ${app.folder.plan}`]);
  });

  test('that deletes a subnet with a server in it is refused, with the steps to move it', async () => {
    const { app, plan, asked } = prepared();
    const subnet = { id: 'subnet-1' };
    const [going, type, name] = ['aws_subnet.database-a', 'aws_subnet', 'database-a'];
    const resource_changes = [{ address: going, type, name, change: { actions: ['delete'], before: subnet } }];
    plan(JSON.stringify({ resource_changes, output_changes: { clientGroupId: { before: ['subnet-1'] } } }));
    jest.mocked(immovable).mockResolvedValueOnce(['subnet-1 has a database server']);
    await expect(holdReplaced(app, [{ address: going, action: 'delete' }])).rejects.toThrow(
      /^The plan of data would delete subnets, but subnet-1 has a database server, and AWS moves it to no other zone by itself; nothing was touched\. .*Multi-AZ/,
    );
    expect(jest.mocked(immovable).mock.lastCall?.[1]).toEqual(['subnet-1']);
    expect(asked()).toHaveLength(1);
  });

  test('is refused for a subnet in use, because its successor could only be made after the deletion', async () => {
    const { app, plan, asked } = prepared();
    const [going, type, name] = ['aws_subnet.private-a', 'aws_subnet', 'private-a'];
    const change = { actions: ['delete', 'create'], before: { id: 'subnet-1' } };
    plan(JSON.stringify({ resource_changes: [{ address: going, type, name, change }] }));
    const planned = [{ address: going, action: 'replace' }];
    interfaces.mockResolvedValueOnce(['subnet-1 (2 network interfaces)']);
    await expect(holdReplaced(app, planned)).rejects.toThrow(
      /^The plan of data would replace subnets that are in use, and AWS deletes no subnet in use: subnet-1 \(2 network interfaces\); nothing was touched\. .*npm run destroy/,
    );
    expect(interfaces.mock.lastCall?.[1]).toEqual([{ id: 'subnet-1', type: 'aws_subnet' }]);
    expect(asked()).toHaveLength(1);
    expect(await holdReplaced(app, planned)).toBe(false);
  });

  test("fails if Terraform cannot move it, with Terraform's error", async () => {
    const { app } = prepared();
    const script = `if [ "$1" = show ]; then echo '${JSON.stringify(shown)}'; else echo broken >&2; exit 3; fi`;
    const failing = fakeApp(app.context.session, { json: stackJson('data'), script });
    await expect(holdReplaced(failing, [{ address, action: 'replace' }])).rejects.toThrow(
      /^The resources that data replaces cannot be kept: terraform state mv .* ended with 3: broken$/,
    );
  });
});

describe('a reader', () => {
  const waiting = ({ session }: ReturnType<typeof world>) => notMovedOn(new Records(session.s3), place('data'));

  test.each<[string, (objects: Map<string, string>) => unknown, string[]]>([
    ['is up to date when it was deployed since', () => undefined, []],
    [
      'is not when its last run failed',
      (objects) =>
        objects.set(
          'testing/compute.record.json',
          record({ [key('data')]: { clientGroupId: 'sg-2' } }, { outcome: 'failed' }),
        ),
      [key('compute')],
    ],
    [
      'is not while it keeps a resource itself, which may refer to the one kept here',
      (objects) =>
        objects.set(
          'testing/compute.record.json',
          record({ [key('data')]: { clientGroupId: 'sg-2' } }, { keeps: ['aws_security_group.web_outgoing_sg-7'] }),
        ),
      [key('compute')],
    ],
    ['may be any state without a record', (objects) => objects.set(key('other'), state([])), [key('other')]],
    [
      'passes on an output, and its own readers must be up to date too',
      (objects) => {
        objects.set(key('data', 'branch'), state([], { clientGroupId: 'sg-2' }));
        objects.set('branch/data.record.json', record({ [key('data')]: { clientGroupId: 'sg-2' } }));
        objects.set(key('compute', 'branch'), state([]));
        objects.set('branch/compute.record.json', record({ [key('data', 'branch')]: { clientGroupId: 'sg-1' } }));
      },
      [key('compute', 'branch')],
    ],
  ])('%s', async (_what, change, expected) => {
    const one = world('after');
    change(one.objects);
    expect(await waiting(one)).toEqual(expected);
  });

  test('deletes nothing if nothing is kept', async () => {
    const { session, objects } = world('after');
    const letsGo = () => canLetGo(new Records(session.s3), place('data'));
    objects.set('testing/data.record.json', record({}));
    expect(await letsGo()).toBe(false);
    objects.set('testing/data.record.json', record({}, { keeps: [kept] }));
    expect(await letsGo()).toBe(true);
    objects.set('testing/compute.record.json', record({ [key('data')]: { clientGroupId: 'sg-1' } }));
    expect(await letsGo()).toBe(false);
  });
});

test('a deploy reports the resources that stay, and their readers', async () => {
  const { app } = world('before');
  await expect(planAndApply(app)).resolves.toBe(
    'no changes; the replaced resources stay until testing/compute is deployed; the next deploy after that deletes them',
  );
});
