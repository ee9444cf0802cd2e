import { deployEnvironment } from '@malinshopper/terraform';
import { imagedInstances } from './machines';
import { lookAt, rehearseBoot } from './rehearse';
import { fakeWorld } from './testing/fake-world';

jest.mock('@malinshopper/terraform', () => ({ deployEnvironment: jest.fn() }));
jest.mock('../world', () => ({ openWorld: async () => ({ said: 'The embedded AWS runs already.' }) }));
jest.mock('../clients', () => ({ clientsOf: async () => ({}) }));
jest.mock('./needs', () => ({ assertNothingMissing: () => undefined }));
jest.mock('./machines', () => ({ imagedInstances: jest.fn() }));

beforeEach(() => jest.spyOn(console, 'log').mockImplementation());
afterEach(() => jest.restoreAllMocks());

test('throws when the environment is not deployed, and boots nothing', async () => {
  jest.mocked(deployEnvironment).mockResolvedValue({ ok: false } as never);
  await expect(rehearseBoot({})).rejects.toThrow('testing is not deployed: npm start shows the reason.');
  expect(imagedInstances).not.toHaveBeenCalled();
});

test('throws the reason why the machines do not boot', async () => {
  jest.mocked(deployEnvironment).mockResolvedValue({ ok: true } as never);
  // Its answers to Ctrl-C are not for the process of this test.
  jest.spyOn(process, 'once').mockReturnThis();
  jest.mocked(imagedInstances).mockRejectedValue(new Error('no image'));
  await expect(rehearseBoot({})).rejects.toThrow('no image');
});

test('throws on the first check that fails, with its subject, and runs no check after it', async () => {
  const after = jest.fn(async () => 'fine');
  const checks = [
    { subject: 'roof', look: async () => 'tight' },
    { subject: 'door', look: () => Promise.reject(new Error('it is open')) },
    { subject: 'cellar', look: after },
  ];
  await expect(lookAt(fakeWorld({}), checks)).rejects.toThrow(/✖.* door: it is open/);
  expect(after).not.toHaveBeenCalled();
});
