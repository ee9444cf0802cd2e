import { fakeWorld, look } from '../testing/fake-world';

test('the time until a web server serves is reported, and one that never serves fails', async () => {
  await expect(look('time to serve', fakeWorld({ firstServed: 119_000 }))).resolves.toContain('119.0 s');
  const never = Promise.reject(new Error('web serves: not within 1800 s.'));
  await expect(look('time to serve', fakeWorld({ firstServed: never }))).rejects.toThrow('web serves: not within');
});
