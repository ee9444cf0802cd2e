import { assertNothingMissing, missing, type Look } from './needs';

const complete: Look = { platform: 'linux', isRoot: true, hasProgram: () => true, exists: () => true };

test('a machine with everything lacks nothing', () => {
  expect(missing(complete)).toEqual([]);
  expect(() => assertNothingMissing(complete)).not.toThrow();
});

test('throws with everything that is missing, and the remedies', () => {
  const bare: Look = { ...complete, isRoot: false, hasProgram: (name) => name !== 'debootstrap', exists: () => false };
  expect(() => assertNothingMissing(bare)).toThrow(
    'The boot rehearsal boots real systemd in containers, and this machine lacks the requirements:\n' +
      '  root (sudo npm run rehearse:boot)\n' +
      '  debootstrap (apt-get install debootstrap)\n' +
      '  /dev/fuse (modprobe fuse)\n' +
      '  control groups (mount /sys/fs/cgroup (a container has to be started with --privileged))',
  );
});

test('another system than Linux is named first', () => {
  expect(missing({ ...complete, platform: 'darwin' })).toEqual(['Linux (run it on Linux, or in a Linux VM)']);
});
