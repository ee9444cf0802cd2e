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

test('a running one is used as it is, and none of its state is lost', async () => {
  mockAws.embeddedAwsStatus.mockResolvedValue({ running: true });
  mockAws.startEmbeddedAws.mockResolvedValue({ ...fresh, alreadyRunning: true });
  expect((await openWorld()).said).toBe('The embedded AWS runs already on http://127.0.0.1:4566.');
  expect(mockAws.restoreState).not.toHaveBeenCalled();
  expect(mockForget).not.toHaveBeenCalled();
});

test('without a kept state it begins empty, and the records about an earlier one are removed', async () => {
  mockAws.keptState.mockResolvedValue(undefined);
  expect((await openWorld()).said).toBe('The embedded AWS has started on http://127.0.0.1:4566, empty.');
  expect(mockForget).toHaveBeenCalledTimes(1);
});

test('a kept state is restored', async () => {
  mockAws.keptState.mockResolvedValue({ name: 'auto-port-4566' });
  const deployed = [{ owner: 'testing', app: 'data', json: '0' }];
  mockAws.restoreState.mockResolvedValue({ ...fresh, manifest: { deployed, savedAt: new Date().toISOString() } });
  expect((await openWorld()).said).toBe(
    'The embedded AWS is back on http://127.0.0.1:4566: testing (data), as it was left 0s ago.',
  );
});

test('a state that cannot be restored is reported, and it begins empty', async () => {
  mockAws.keptState.mockResolvedValue({ name: 'auto-port-4566' });
  mockAws.restoreState.mockRejectedValue(
    new UnusableSnapshot('auto-port-4566', 'it was made with moto 5.0, and here is 5.2.1'),
  );
  expect((await openWorld()).said).toBe(
    'The embedded AWS has started on http://127.0.0.1:4566, empty. The snapshot auto-port-4566 is not restored: ' +
      'it was made with moto 5.0, and here is 5.2.1. It is left as it is; make a new one.',
  );
});

test('another failure is no reason to begin empty', async () => {
  mockAws.keptState.mockResolvedValue({ name: 'auto-port-4566' });
  mockAws.restoreState.mockRejectedValue(new Error('did not become ready'));
  await expect(openWorld()).rejects.toThrow('did not become ready');
  expect(mockAws.startEmbeddedAws).not.toHaveBeenCalled();
});
