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

test('a resource is found at the line that makes it, and at those that led there', () => {
  const [made = '', ...callers] = locations['network/network/vpc'] ?? [];
  expect(made).toMatch(/^apps\/network\/src\/network\.ts:\d+$/);
  expect(line(made)).toContain("new Vpc(this, 'vpc'");
  expect(callers.at(-1)).toMatch(/^apps\/network\/src\/main\.ts:\d+$/);
});

test('a resource of a shared construct is found there first, then where the app asked for it', () => {
  const [made = '', ...callers] = locations['network/network/log-key/Resource'] ?? [];
  expect(made).toMatch(/^libs\/constructs\//);
  expect(line(made)).toContain('new KmsKey(');
  expect(callers.find((caller) => !caller.startsWith('libs/'))).toMatch(/^apps\/network\//);
});

test('remembering lines changes no byte of what is deployed', () => {
  expect(synth(join(folder, 'without'))).toBe(json);
});
