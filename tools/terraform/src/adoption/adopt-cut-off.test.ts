import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../commands/app';
import { writeRun } from '../run/record';
import { runSupervised } from '../run/supervised';
import { fakeApp } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { takeOver } from './take-over';
import { leftBehind, settle } from './left-behind';

const dead = { pid: process.pid, started: 'an earlier start' };
const record = 'aws_route53_record.web';
const change = (address: string, action = 'create') => ({
  address,
  type: address.split('.')[0],
  change: { actions: [action], after: { zone_id: 'Z1', name: 'shop.example.com', type: 'A' } },
});
/** A plan's change of an existing resource: with these tags, or without any by its type, and with these actions. */
const standing = (options: { type?: string; before?: object; after?: object; action?: string }) => ({
  address: record,
  type: options.type ?? 'aws_route53_record',
  change: {
    actions: [options.action ?? 'no-op'],
    before: options.before ?? { name: 'shop.example.com' },
    after: options.after ?? { name: 'shop.example.com' },
  },
});
const own = { tags_all: { App: 'network', Environment: 'testing', Name: 'web' } };
const event = (type: string, addr: string) => JSON.stringify({ type, hook: { resource: { addr }, action: 'create' } });

interface Options {
  /** @default - the record is created */
  readonly plan?: readonly object[];
  /** The result of a plan of the import alone. @default - the record as it would be made; undefined: nothing to import */
  readonly stands?: object | undefined;
}

/** An app after such a run, with such plans; `terraform import` records its arguments. */
function appAfter(run: object, options: Options = {}): App & { readonly told: string[] } {
  const { plan = [change(record)], stands = standing({}) } = { ...options };
  const shown = (changes: readonly object[]) => `echo '${JSON.stringify({ resource_changes: changes })}'`;
  const script = `case "$1 $3" in
    "show "*import.tfplan) ${shown([stands])};;
    "show "*) ${shown(plan)};;
    plan*) cp import_override.tf.json override 2>/dev/null; ${'stands' in options && !options.stands ? 'exit 1' : 'cp import.tf.json asked'};;
    apply*) echo "$@" >> imported;;
    import*) echo "$@" >> imported;;
    state*) echo "$@" >> forgotten;;
  esac`;
  const app = fakeApp(fakeSession(fakeS3(new Map()).client), { script });
  writeRun(app.folder.run, { operation: 'apply', supervisor: dead, startedAt: new Date().toISOString(), ...run });
  writeFileSync(app.folder.events, [event('apply_start', record), event('apply_errored', record)].join('\n'));
  return app;
}
const imported = (app: App) => {
  const file = join(app.folder.path, 'imported');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
};

/** The number of resources that are taken over, with a plan that does not change. */
const adopted = async (app: App, cutOffAt?: string) => (await takeOver(app, async () => true, true, cutOffAt)).adopted;

describe('a resource that a run was making when it was cut off', () => {
  test.each([
    ['stopped', { exitCode: 1, interrupted: true }],
    ['killed', {}],
  ])('is taken over when the run was %s, by the id that its type is imported by', async (_how, run) => {
    const app = appAfter(run);
    await expect(adopted(app)).resolves.toBe(1);
    expect(imported(app)).toMatch(/^apply -lock=false -no-color -input=false \S+import\.tfplan$/);
    expect(app.told.join()).toContain(`${record} was made by a run that was cut off: taken over`);
  });

  test('is left alone when the run failed by itself: the record may belong to another stack', async () => {
    const app = appAfter({ exitCode: 1 });
    await expect(adopted(app)).resolves.toBe(0);
    expect(imported(app)).toBe('');
  });

  test('is left to the plan when it is in the state, or of a type that the provider does not forget', async () => {
    const app = appAfter(
      { exitCode: 1, interrupted: true },
      { plan: [change(record, 'update'), change('aws_vpc.main')] },
    );
    await expect(adopted(app)).resolves.toBe(0);
    expect(imported(app)).toBe('');
  });

  test('is made by the plan when AWS does not know it', async () => {
    const app = appAfter({}, { stands: undefined });
    await expect(adopted(app)).resolves.toBe(0);
    expect(imported(app)).toBe('');
  });

  test.each<[string, Parameters<typeof standing>[0], boolean]>([
    ['has the tags of the app', { before: own, after: own, action: 'update' }, true],
    ['has more tags than those', { before: { tags_all: { ...own.tags_all, Cost: '1' } }, after: own }, true],
    ['has the tags of another app', { before: { tags_all: { ...own.tags_all, App: 'data' } }, after: own }, false],
    ['has no tags', { before: { tags_all: {} }, after: own }, false],
    ['has no tags that a plan could show', { before: { tags_all: null }, after: own }, false],
    ['is a bucket that has no tags yet', { type: 'aws_s3_bucket', before: { tags_all: {} }, after: own }, true],
    ['is a bucket of another app', { type: 'aws_s3_bucket', before: { tags_all: { App: 'data' } }, after: own }, false],
    ['is of a type without tags, and would be changed', { action: 'update' }, false],
    ['is of a type without tags, and would be replaced', { action: 'delete' }, false],
  ])('that %s is taken over: %j, %j', async (_what, found, isOwn) => {
    const app = appAfter({}, { stands: standing(found) });
    await expect(adopted(app)).resolves.toBe(isOwn ? 1 : 0);
    expect(imported(app) !== '').toBe(isOwn);
    const said = 'Z1_shop.example.com_A does not have the tags of this app, so another stack or a person made it';
    expect(app.told.join().includes(said)).toBe(!isOwn);
  });

  test('is planned as an import block, of which nothing is left for the next plan', async () => {
    const app = appAfter({});
    await adopted(app);
    const asked = readFileSync(join(app.folder.path, 'asked'), 'utf8');
    expect(JSON.parse(asked)).toEqual({ import: [{ to: record, id: 'Z1_shop.example.com_A' }] });
    expect(existsSync(join(app.folder.path, 'import.tf.json'))).toBe(false);
  });
});

describe('a resource that a run has reported as created', () => {
  const vpc = 'aws_vpc.main';
  const made = (address: string, id: string) =>
    JSON.stringify({
      type: 'apply_complete',
      hook: { resource: { addr: address }, action: 'create', id_key: 'id', id_value: id },
    });
  const found = (address: string, action = 'no-op') => ({
    address,
    type: address.split('.')[0],
    change: { actions: [action], before: { tags_all: {} }, after: own },
  });
  const appThatMade = (options: Options, ...events: string[]) => {
    const app = appAfter({}, options);
    writeFileSync(app.folder.events, events.join('\n'));
    return app;
  };
  const forgotten = (app: App) => existsSync(join(app.folder.path, 'forgotten'));

  test('is taken over by the reported id, whatever its tags', async () => {
    const app = appThatMade({ plan: [change(vpc)], stands: found(vpc) }, made(vpc, 'vpc-1'));
    await expect(adopted(app)).resolves.toBe(1);
    expect(JSON.parse(readFileSync(join(app.folder.path, 'asked'), 'utf8'))).toEqual({
      import: [{ to: vpc, id: 'vpc-1' }],
    });
    expect(imported(app)).toMatch(/^apply /);
    expect(forgotten(app)).toBe(false);
    // The import changes nothing of it, and leaves no trace for the next plan.
    const override = readFileSync(join(app.folder.path, 'override'), 'utf8');
    expect(JSON.parse(override)).toEqual({ resource: { aws_vpc: { main: { lifecycle: { ignore_changes: 'all' } } } } });
    expect(existsSync(join(app.folder.path, 'import_override.tf.json'))).toBe(false);
  });

  test('is imported without a change if it differs from the code: the next plan changes it', async () => {
    const app = appThatMade({ plan: [change(vpc)], stands: found(vpc, 'update') }, made(vpc, 'vpc-1'));
    await expect(adopted(app)).resolves.toBe(1);
    expect(imported(app)).toBe(`import -lock=false -no-color -input=false ${vpc} vpc-1`);
  });

  test('is still taken over after another run that failed: its journal is kept until one has ended well', async () => {
    const app = appThatMade({ plan: [change(vpc)], stands: found(vpc) }, made(vpc, 'vpc-1'));
    await runSupervised({
      ...{ folder: app.folder, installation: app.context.installation, env: process.env, operation: 'apply' },
      ...{ args: ['nothing'], onEvent: () => undefined, onInterrupt: () => undefined },
    });
    expect(leftBehind(app.folder)?.created).toEqual([{ address: vpc, idKey: 'id', idValue: 'vpc-1' }]);
    await expect(adopted(app)).resolves.toBe(1);
    settle(app.folder);
    expect(leftBehind(app.folder)).toBeUndefined();
  });

  test('and that the code no longer declares is reported, with its id', async () => {
    const app = appThatMade({ plan: [change('aws_eip.other')] }, made(vpc, 'vpc-1'));
    await expect(adopted(app)).resolves.toBe(0);
    expect(app.told.join()).toContain(
      `${vpc} (vpc-1) was made by a run that was cut off, and the code no longer declares it: no deploy and no destroy deletes it. Delete vpc-1 in AWS.`,
    );
  });

  test('is made again if the provider cannot import it, and that does no harm', async () => {
    const app = appThatMade({ plan: [change('aws_lambda_invocation.one')] }, made('aws_lambda_invocation.one', 'x'));
    await expect(adopted(app)).resolves.toBe(0);
    expect(app.told).toEqual([]);
  });
});

test('a resource that the code no longer declares is reported even if nothing else changes', async () => {
  const app = appAfter({}, { plan: [] });
  const made = { resource: { addr: 'aws_vpc.main' }, action: 'create', id_key: 'id', id_value: 'vpc-1' };
  writeFileSync(app.folder.events, JSON.stringify({ type: 'apply_complete', hook: made }));
  await expect(takeOver(app, async () => true, false)).resolves.toEqual({ adopted: 0, isOpen: false });
  expect(app.told.join()).toContain('aws_vpc.main (vpc-1) was made by a run that was cut off');
});

test('a resource that AWS does not report is noted once, with the command that lists its type', async () => {
  const set = 'aws_cloudfront_origin_access_control.all';
  const app = appAfter({}, { plan: [change(set)] });
  writeFileSync(app.folder.events, event('apply_start', set));
  await expect(adopted(app)).resolves.toBe(0);
  expect(app.told.join()).toMatch(
    /aws_cloudfront_origin_access_control\.all was being made .*`aws cloudfront list-origin-access-controls`/,
  );
});

test('all planned resources are looked up if the journal is lost with its machine', async () => {
  const app = appAfter({ exitCode: 0, startedAt: '2026-11-30T10:00:00.000Z' });
  await expect(adopted(app)).resolves.toBe(0);
  // The run that the record names has finished its apply in this folder.
  await expect(adopted(app, '2026-11-30T09:59:00.000Z')).resolves.toBe(0);
  await expect(adopted(app, '2026-11-30T10:01:00.000Z')).resolves.toBe(1);
  for (const file of [app.folder.run, app.folder.events]) rmSync(file);
  await expect(adopted(app, '2026-11-30T09:59:00.000Z')).resolves.toBe(1);
});
