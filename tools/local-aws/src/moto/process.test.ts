import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { motoEnvironment, startMoto } from './process';

test('moto sees neither proxies nor AWS settings', () => {
  const from = { PATH: '/bin', HOME: '/home/me', HTTPS_PROXY: 'http://proxy', AWS_PROFILE: 'production' };
  const environment = motoEnvironment(from, '/private/moto');
  expect(environment).toMatchObject({ PATH: '/bin', HOME: '/home/me', MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' });
  expect(environment).not.toHaveProperty('HTTPS_PROXY');
  expect(environment).not.toHaveProperty('AWS_PROFILE');
});

test('a Python that cannot be run is named', async () => {
  await expect(startMoto('/nowhere/python', () => undefined)).rejects.toThrow(
    'moto could not be started with /nowhere/python: spawn /nowhere/python ENOENT',
  );
});

test('nothing is left of a moto that could not be started, or ended by itself', async () => {
  const kept = process.env['TMPDIR'];
  const folder = mkdtempSync(join(tmpdir(), 'process-'));
  process.env['TMPDIR'] = folder;
  await expect(startMoto('/nowhere/python', () => undefined)).rejects.toThrow('could not be started');
  const how = await new Promise((resolve) => void startMoto('/bin/false', resolve));
  expect([how, readdirSync(folder)]).toEqual(['exit code 1', []]);
  if (kept === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = kept;
});
