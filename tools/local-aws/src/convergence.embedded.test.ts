import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmbeddedAws, stopEmbeddedAws } from './daemon';
import { TerraformForTest } from './testing/terraform';

const LIMIT_MS = 90 * 60_000;
let terraform: TerraformForTest;

beforeAll(async () => {
  process.env['EMBEDDED_AWS_PORT'] = '4611';
  await stopEmbeddedAws();
  await startEmbeddedAws();
  terraform = await TerraformForTest.of(join(__dirname, '..', 'test-bed'), '210987654321');
}, LIMIT_MS);

afterAll(async () => {
  await stopEmbeddedAws();
  await rm(terraform.folder, { recursive: true, force: true });
});

async function converges(...args: string[]): Promise<void> {
  await terraform.succeeds('apply', '-auto-approve', '-parallelism=60', ...args);
  const second = await terraform.run('plan', '-detailed-exitcode', '-parallelism=60', ...args);
  expect(second.output).toContain('No changes. Your infrastructure matches the configuration.');
  expect(second.code).toBe(0);
}

test('after one of everything is created the next plan is empty', () => converges(), LIMIT_MS);

test('after most of it is changed the next plan is empty', () => converges('-var=revision=2'), LIMIT_MS);

test(
  'a destroy leaves nothing in the state',
  async () => {
    await terraform.succeeds('destroy', '-auto-approve', '-parallelism=60', '-var=revision=2');
    expect((await terraform.succeeds('state', 'list')).trim()).toBe('');
  },
  LIMIT_MS,
);
