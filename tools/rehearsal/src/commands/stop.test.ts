import { stop } from './stop';

const mockAws = { embeddedAwsStatus: jest.fn(), keptState: jest.fn() };
const mockWorld = { keepWorld: jest.fn(), closeWorld: jest.fn() };
jest.mock('@malinshopper/local-aws', () => ({
  embeddedAwsStatus: () => mockAws.embeddedAwsStatus() as unknown,
  keptState: () => mockAws.keptState() as unknown,
}));
jest.mock('../world', () => ({
  keepWorld: () => mockWorld.keepWorld() as unknown,
  closeWorld: () => mockWorld.closeWorld() as unknown,
}));

let said: string[];
beforeEach(() => {
  jest.clearAllMocks();
  said = [];
  jest.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line));
  mockAws.embeddedAwsStatus.mockResolvedValue({ running: true });
});
afterEach(() => jest.restoreAllMocks());

test('its state is kept before it ends', async () => {
  const deployed = [{ owner: 'testing', app: 'data', json: '0' }];
  mockWorld.keepWorld.mockImplementation(async () => {
    expect(mockWorld.closeWorld).not.toHaveBeenCalled();
    return { manifest: { deployed } };
  });
  await stop();
  expect(mockWorld.closeWorld).toHaveBeenCalledTimes(1);
  expect(said).toEqual(['The embedded AWS has ended. The next npm start restores it: testing (data).']);
});

test.each([
  [undefined, 'The next npm start begins empty.'],
  [{ savedAt: new Date() }, 'The next npm start begins as it was 0s ago.'],
])(
  'when it cannot be kept it ends nevertheless, and reports the reason and the state of the next start',
  async (kept, instead) => {
    mockWorld.keepWorld.mockRejectedValue(new Error('The embedded AWS is not saved: deployment d-1 has not ended.'));
    mockAws.keptState.mockResolvedValue(kept);
    await stop();
    expect(mockWorld.closeWorld).toHaveBeenCalledTimes(1);
    expect(said).toEqual([
      `The embedded AWS has ended. The embedded AWS is not saved: deployment d-1 has not ended. ${instead}`,
    ]);
  },
);

test('one that does not run is not kept', async () => {
  mockAws.embeddedAwsStatus.mockResolvedValue({ running: false });
  await stop();
  expect(mockWorld.keepWorld).not.toHaveBeenCalled();
  expect(said).toEqual(['The embedded AWS was not running.']);
});
