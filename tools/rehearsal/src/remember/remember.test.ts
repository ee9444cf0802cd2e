import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableOf } from '../commands/snapshot';
import { deployedIn } from './beside';
import { ago, contents } from './wording';

const json = '0'.repeat(64);

describe('the record of deployed apps', () => {
  let world: string;
  beforeEach(() => (world = mkdtempSync(join(tmpdir(), 'world-'))));
  afterEach(() => rmSync(world, { recursive: true }));

  function put(app: string, run: object | undefined): void {
    mkdirSync(join(world, 'testing', app), { recursive: true });
    writeFileSync(join(world, 'testing', app, 'cdk.tf.json'), '{}');
    if (run) writeFileSync(join(world, 'testing', app, 'run.json'), JSON.stringify(run));
  }

  it('has every app with a successful last apply', () => {
    put('network', { operation: 'apply', exitCode: 0 });
    put('data', { operation: 'apply', exitCode: 1 });
    put('compute', { operation: 'apply' });
    put('delivery', { operation: 'destroy', exitCode: 0 });
    put('account', undefined);
    const sha = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a';
    expect(deployedIn(world)).toEqual([{ owner: 'testing', app: 'network', json: sha }]);
  });

  it('is empty if there was none', () => expect(deployedIn(join(world, 'nowhere'))).toEqual([]));

  it('is listed by environment', () => {
    const of = (owner: string, ...apps: string[]) => apps.map((app) => ({ owner, app, json }));
    expect(contents([...of('nonproduction', 'account'), ...of('testing', 'network', 'data')])).toBe(
      'nonproduction (account), testing (2 apps)',
    );
    expect(contents([])).toBe('nothing deployed');
  });
});

test('the list shows name, contents, size and age, and the reason if one cannot be read', () => {
  const now = new Date('2026-11-29T10:00:00Z');
  const savedAt = new Date('2026-11-29T09:57:00Z');
  const manifest = {
    format: 1 as const,
    name: 'standing',
    savedAt: savedAt.toISOString(),
    moto: '5.2.1',
    python: '3.11',
    gateway: json,
    port: 4566,
    deployed: [{ owner: 'testing', app: 'data', json }],
    commit: '0123456789abcdef',
    parts: [],
  };
  const table = tableOf(
    [
      { name: 'standing', bytes: 2 * 1024 * 1024, savedAt, manifest },
      { name: 'broken', bytes: 1, savedAt, problem: 'it is damaged' },
    ],
    now,
  );
  expect(table).toMatch(/standing +│ testing \(data\) at 0123456 +│ 2\.0 MB +│ 3m ago/);
  expect(table).toMatch(/broken +│ it is damaged +│ 0\.0 MB/);
  expect(ago(savedAt, now)).toBe('3m ago');
});
