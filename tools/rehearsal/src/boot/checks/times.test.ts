import { fakeWorld, look } from '../testing/fake-world';

test('a web server that takes longer than two minutes to serve is too slow', async () => {
  await expect(look('time to serve', fakeWorld({ firstServed: 119_000 }))).resolves.toContain('119.0 s');
  await expect(look('time to serve', fakeWorld({ firstServed: 130_000 }))).rejects.toThrow(
    'web answers /healthz with 200 only after 130 s',
  );
});
