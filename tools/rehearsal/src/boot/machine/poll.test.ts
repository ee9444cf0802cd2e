import { until } from './poll';

test('returns the first result', async () => {
  let asked = 0;
  await expect(until('it', 5, async () => (++asked === 2 ? 'here' : undefined))).resolves.toBe('here');
});

test('throws when the time is over, with the awaited event and the reason', async () => {
  await expect(until('the mount appears', 0, async () => undefined, () => 's3fs has ended')).rejects.toThrow(
    'the mount appears: not within 0 s. s3fs has ended',
  ); // prettier-ignore
});
