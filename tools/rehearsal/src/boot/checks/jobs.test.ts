import { fakeWorld, look } from '../testing/fake-world';

const killed = {
  'systemctl start malinshopper-updater-1.service': { code: 1 },
  'no heartbeat': '1',
  '/healthz': '200 0.010',
  'is-failed': 'failed\n',
  'Result,ExecMainStatus': 'oom-kill\n9\n',
  'property=Slice': '-.slice',
};

test.each(['run that fails', 'job that eats memory'])('"%s" finds nothing wrong when all is well', async (subject) => {
  await expect(look(subject, fakeWorld({ scripts: killed }))).resolves.toEqual(expect.any(String));
});

test.each([
  ['fetcher continues', { RestartUSec: '5s' }, 'it pauses 5s between two runs, not a minute'],
  ['schedule', { 'date --date': '17:00' }, 'it runs next at minute 17:00, not within five minutes of the hour'],
  ['never twice at once', { '--count': '3' }, 'three starts within three seconds gave 3 runs'],
  [
    'run that fails',
    { 'systemctl start malinshopper-updater-1.service': '' },
    'systemd regards a run that ended with 3 as a success',
  ],
  ['run that fails', { 'no heartbeat': '0' }, 'its heartbeat does not report why it is not sent'],
  ['job that eats memory', { '/healthz': '503 0.010' }, '/healthz on web answers 503 meanwhile'],
  [
    'job that eats memory',
    { 'Result,ExecMainStatus': 'success\n0\n' },
    'it ended as success, 0, not as killed for its memory',
  ],
  ['job that eats memory', { 'content-mounted': { code: 1 } }, 'the worker has lost its content with it'],
  [
    'job that eats memory',
    { 'property=Slice': 'malinshopper.slice' },
    'jobs.slice is in malinshopper.slice, where its weights compete with no other slice',
  ],
  ['job that eats memory', { pgrep: ['1\n2', '1\n3'] }, "web's processes have changed"],
])('"%s" fails when the machine answers %j', async (subject, wrong, message) => {
  await expect(look(subject, fakeWorld({ scripts: { ...killed, ...wrong } }))).rejects.toThrow(message);
});

test('heartbeats of a run that failed are counted', async () => {
  const sums = [1, 3];
  const world = fakeWorld({ scripts: killed, aws: () => ({ Datapoints: [{ Sum: sums.shift() }] }) });
  await expect(look('run that fails', world)).rejects.toThrow('2 heartbeats arrived of a run that failed');
});
