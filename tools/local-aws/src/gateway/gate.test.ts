import { Gate } from './gate';

const pending = () => {
  let end = (): void => undefined;
  const promise = new Promise<void>((resolve) => (end = resolve));
  return { promise, end };
};

test('work that needs quiet waits for the calls in progress', async () => {
  const gate = new Gate();
  const order: string[] = [];
  const answered = await gate.enter('GET /');
  const quiet = gate.whileQuiet(async () => void order.push('quiet'));
  order.push('answered');
  answered();
  await quiet;
  expect(order).toEqual(['answered', 'quiet']);
});

test('calls that arrive while it is quiet are held, and then let through', async () => {
  const gate = new Gate();
  const { promise, end } = pending();
  const quiet = gate.whileQuiet(() => promise);
  const entered = jest.fn();
  const call = gate.enter('GET /').then(entered);
  await new Promise(setImmediate);
  expect(entered).not.toHaveBeenCalled();
  end();
  await Promise.all([quiet, call]);
  expect(entered).toHaveBeenCalled();
});

test('a call that waits for another one, which is held, continues', async () => {
  const gate = new Gate();
  const outer = await gate.enter('CreateDeployment');
  const quiet = gate.whileQuiet(async () => 'quiet');
  const inner = await gate.enter('DescribeAutoScalingGroups');
  inner();
  outer();
  await expect(quiet).resolves.toBe('quiet');
});

test('a call that waits for a message of another one is not waited for', async () => {
  const gate = new Gate();
  await gate.enter('ReceiveMessage', true);
  await expect(gate.whileQuiet(async () => 'quiet')).resolves.toBe('quiet');
});

test('a call that does not end is named', async () => {
  const gate = new Gate();
  await gate.enter('PUT /bucket/large');
  await expect(gate.whileQuiet(async () => undefined, 0)).rejects.toThrow(
    'calls do not end: PUT /bucket/large is still being answered after 0 s',
  );
});

test('after a failure of the work that needs quiet, calls continue', async () => {
  const gate = new Gate();
  await expect(gate.whileQuiet(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(gate.enter('GET /')).resolves.toBeDefined();
});
