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
const event = (type: string, addr: string) => JSON.stringify({ type, hook: { resource: { addr }, action: 'create' } });

/** An app whose last run ended so, and whose plan says so; `terraform import` writes down what it is asked, and exits so. */
function appAfter(
  run: object,
  options: { plan?: object[]; importExit?: number } = {},
): App & { readonly told: string[] } {
  const plan = JSON.stringify({ resource_changes: options.plan ?? [change(record)] });
  const script = `case "$1" in show) echo '${plan}';; import) echo "$@" >> imported; exit ${options.importExit ?? 0};; esac`;
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
    expect(imported(app)).toBe(`import -no-color -input=false ${record} Z1_shop.example.com_A`);
    expect(app.told.join()).toContain(`${record} was made by a run that was cut off: taken over`);
  });

  test('is left alone when the run failed by itself: the record may be somebody else’s', async () => {
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
    await expect(adoptCutOff(appAfter({ exitCode: 1, interrupted: true }, { importExit: 1 }))).resolves.toEqual([]);
  });
});
