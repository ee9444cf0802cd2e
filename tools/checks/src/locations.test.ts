import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'locations-test-'));
const line = (location: string) => {
  const [file = '', number = ''] = location.split(':');
  return readFileSync(join(root, file), 'utf8').split('\n')[Number(number) - 1];
};
const synth = (out: string, ...more: string[]) => {
  const program = ['--require', 'tsx/cjs', 'libs/stack/src/synth.ts', '--environment', 'testing', '--out', out];
  execFileSync(process.execPath, [...program, ...more, 'apps/network'], { cwd: root, env: { ...process.env } });
  return readFileSync(join(out, 'stacks/network/cdk.tf.json'), 'utf8');
};

let locations: Readonly<Record<string, readonly string[]>>;
let json: string;

beforeAll(() => {
  const file = join(folder, 'locations.json');
  json = synth(join(folder, 'with'), '--locations', file);
  locations = JSON.parse(readFileSync(file, 'utf8')) as typeof locations;
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a resource is found at the line that creates it, and at the lines of the callers', () => {
  const [made = '', ...callers] = locations['network/network/vpc'] ?? [];
  expect(made).toMatch(/^apps\/network\/src\/network\.ts:\d+$/);
  expect(line(made)).toContain("new Vpc(this, 'vpc'");
  expect(callers.at(-1)).toMatch(/^apps\/network\/src\/main\.ts:\d+$/);
});

test('a resource of a shared construct is found there first, then where the app created it', () => {
  const [made = '', ...callers] = locations['network/network/log-key/Resource'] ?? [];
  expect(made).toMatch(/^libs\/constructs\//);
  expect(line(made)).toContain('new KmsKey(');
  expect(callers.find((caller) => !caller.startsWith('libs/'))).toMatch(/^apps\/network\//);
});

test('recording lines changes no byte of the stacks', () => {
  expect(synth(join(folder, 'without'))).toBe(json);
});
