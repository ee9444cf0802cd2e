import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from './app';
import { writeRun } from '../run/record';
import { fakeApp } from '../testing/fake-app';
import { fakeS3, fakeSession } from '../testing/fake-session';
import { adoptCutOff } from './adopt-cut-off';

const dead = { pid: process.pid, started: 'an earlier start' };
const record = 'aws_route53_record.web';
const change = (address: string, action = 'create') => ({
  address,
  type: address.split('.')[0],
  change: { actions: [action], after: { zone_id: 'Z1', name: 'shop.example.com', type: 'A' } },
});
/** What a plan says of a thing that stands: with these tags, or without any by its type, and whether anything about it would be changed. */
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
  /** What a plan of the import alone finds. @default - the record as it would be made; undefined: nothing to import */
  readonly stands?: object | undefined;
}

/** An app after such a run, with such plans; `terraform import` writes down what it is asked. */
function appAfter(run: object, options: Options = {}): App & { readonly told: string[] } {
  const { plan = [change(record)], stands = standing({}) } = { ...options };
  const shown = (changes: readonly object[]) => `echo '${JSON.stringify({ resource_changes: changes })}'`;
  const script = `case "$1 $3" in
    "show "*import.tfplan) ${shown([stands])};;
    "show "*) ${shown(plan)};;
    plan*) ${'stands' in options && !options.stands ? 'exit 1' : 'cp import.tf.json asked'};;
    import*) echo "$@" >> imported;;
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

describe('what a run was making when it was cut off', () => {
  test.each([
    ['stopped', { exitCode: 1, interrupted: true }],
    ['killed', {}],
  ])('is taken over when the run was %s, by the id that its type is imported by', async (_how, run) => {
    const app = appAfter(run);
    await expect(adoptCutOff(app)).resolves.toEqual([record]);
    expect(imported(app)).toBe(`import -lock=false -no-color -input=false ${record} Z1_shop.example.com_A`);
    expect(app.told.join()).toContain(`${record} was made by a run that was cut off: taken over`);
  });

  test('is left alone when the run failed by itself: the record may belong to another stack', async () => {
    const app = appAfter({ exitCode: 1 });
    await expect(adoptCutOff(app)).resolves.toEqual([]);
    expect(imported(app)).toBe('');
  });

  test('is left to the plan when it is in the state, or of a type that the provider does not forget', async () => {
    const app = appAfter(
      { exitCode: 1, interrupted: true },
      { plan: [change(record, 'update'), change('aws_vpc.main')] },
    );
    await expect(adoptCutOff(app)).resolves.toEqual([]);
    expect(imported(app)).toBe('');
  });

  test('is made by the plan when AWS does not know it', async () => {
    const app = appAfter({}, { stands: undefined });
    await expect(adoptCutOff(app)).resolves.toEqual([]);
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
    await expect(adoptCutOff(app)).resolves.toEqual(isOwn ? [record] : []);
    expect(imported(app) !== '').toBe(isOwn);
    const said = 'Z1_shop.example.com_A has not the tags of this app, so another stack or a person made it';
    expect(app.told.join().includes(said)).toBe(!isOwn);
  });

  test('is looked at as an import block, of which nothing is left for the next plan', async () => {
    const app = appAfter({});
    await adoptCutOff(app);
    const asked = readFileSync(join(app.folder.path, 'asked'), 'utf8');
    expect(JSON.parse(asked)).toEqual({ import: [{ to: record, id: 'Z1_shop.example.com_A' }] });
    expect(existsSync(join(app.folder.path, 'import.tf.json'))).toBe(false);
  });
});
