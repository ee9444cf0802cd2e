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
