import { UnusableSnapshot } from '@malinshopper/local-aws';
import { openWorld } from './world';

const mockAws = {
  embeddedAwsStatus: jest.fn(),
  keptState: jest.fn(),
  restoreState: jest.fn(),
  startEmbeddedAws: jest.fn(),
};
const mockForget = jest.fn();
jest.mock('@malinshopper/local-aws', () => ({
  ...jest.requireActual<object>('@malinshopper/local-aws'),
  embeddedAwsStatus: () => mockAws.embeddedAwsStatus() as unknown,
  keptState: () => mockAws.keptState() as unknown,
  restoreState: (options: unknown) => mockAws.restoreState(options) as unknown,
  startEmbeddedAws: () => mockAws.startEmbeddedAws() as unknown,
}));
jest.mock('@malinshopper/terraform', () => ({
  ...jest.requireActual<object>('@malinshopper/terraform'),
  chosenTarget: () => ({ kind: 'embedded', endpoint: 'http://127.0.0.1:4566' }),
  forgetWorld: () => mockForget() as unknown,
}));

const fresh = { endpoint: 'http://127.0.0.1:4566', pid: 1, alreadyRunning: false };
beforeEach(() => {
  jest.clearAllMocks();
  mockAws.embeddedAwsStatus.mockResolvedValue({ running: false });
  mockAws.startEmbeddedAws.mockResolvedValue(fresh);
});

test('one that runs is used as it is, and nothing of it is forgotten', async () => {
  mockAws.embeddedAwsStatus.mockResolvedValue({ running: true });
  mockAws.startEmbeddedAws.mockResolvedValue({ ...fresh, alreadyRunning: true });
  expect((await openWorld()).said).toBe('The embedded AWS runs already on http://127.0.0.1:4566.');
  expect(mockAws.restoreState).not.toHaveBeenCalled();
  expect(mockForget).not.toHaveBeenCalled();
});

test('where nothing was kept it begins with nothing, and what was done on an earlier one is forgotten', async () => {
  mockAws.keptState.mockResolvedValue(undefined);
  expect((await openWorld()).said).toBe('The embedded AWS has started on http://127.0.0.1:4566, with nothing in it.');
  expect(mockForget).toHaveBeenCalledTimes(1);
});

test('what was kept comes back', async () => {
  mockAws.keptState.mockResolvedValue({ name: 'auto-port-4566' });
  const deployed = [{ owner: 'testing', app: 'data', json: '0' }];
  mockAws.restoreState.mockResolvedValue({ ...fresh, manifest: { deployed, savedAt: new Date().toISOString() } });
  expect((await openWorld()).said).toBe(
    'The embedded AWS is back on http://127.0.0.1:4566: testing (data), as it was left 0s ago.',
  );
});

test('what cannot be restored is said, and it begins with nothing', async () => {
  mockAws.keptState.mockResolvedValue({ name: 'auto-port-4566' });
  mockAws.restoreState.mockRejectedValue(
    new UnusableSnapshot('auto-port-4566', 'it was made with moto 5.0, and here is 5.2.1'),
  );
  expect((await openWorld()).said).toBe(
    'The embedded AWS has started on http://127.0.0.1:4566, with nothing in it. The snapshot auto-port-4566 is not restored: ' +
      'it was made with moto 5.0, and here is 5.2.1. It is left as it is; make a new one.',
  );
});

test('another failure is no reason to begin with nothing', async () => {
  mockAws.keptState.mockResolvedValue({ name: 'auto-port-4566' });
  mockAws.restoreState.mockRejectedValue(new Error('did not become ready'));
  await expect(openWorld()).rejects.toThrow('did not become ready');
  expect(mockAws.startEmbeddedAws).not.toHaveBeenCalled();
});
