import { fakeWorld, given, look } from '../testing/fake-world';

test.each([
  ['health check', '503 0.010', '/healthz answers 503 with the content mounted'],
  ['mount is killed', '503 6.000', '/healthz took 6 s, longer than the load balancer waits'],
])('"%s" fails when /healthz answers "%s"', async (subject, answer, message) => {
  await expect(look(subject, fakeWorld({ scripts: { '/healthz': answer } }))).rejects.toThrow(message);
});

test('a worker that is unhealthy in Auto Scaling beforehand loses no content', async () => {
  const world = fakeWorld({ aws: () => ({ AutoScalingInstances: [{ HealthStatus: 'UNHEALTHY' }] }) });
  await expect(look('worker without content', world)).rejects.toThrow('Auto Scaling takes i-updater-2 for unhealthy');
  expect(given.get(world)).toEqual([]);
});

test('a worker without content that still sends heartbeats is found, and repaired', async () => {
  const states = ['HEALTHY', 'HEALTHY'];
  const world = fakeWorld({
    scripts: { 'content-mounted': { code: 1 }, 'malinshopper/heartbeat': 'sent' },
    aws: () => ({ AutoScalingInstances: [{ HealthStatus: states.shift() ?? 'UNHEALTHY' }] }),
  });
  await expect(look('worker without content', world)).rejects.toThrow(
    'a run without the content still has a heartbeat: sent',
  );
  expect(given.get(world)?.at(-1)).toContain('mv /usr/bin/s3fs.away /usr/bin/s3fs');
});
