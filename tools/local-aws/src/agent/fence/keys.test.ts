import { spawnSync } from 'node:child_process';
import { bootedInstance, itFenced, removeInstances, runHook } from '../testing/instance';
import { program } from '../testing/program';

afterEach(removeInstances);

/**
 * System call numbers of x86_64 and of other architectures (asm-generic). In both tables, the number of request_key is
 * the number of add_key plus one.
 */
const calls = process.arch === 'x64' ? { keyctl: 250, add: 248, shmget: 29 } : { keyctl: 219, add: 217, shmget: 194 };
const SESSION = -3;

/** Starts a program with a key in its session keyring, and the key's number in its environment. */
const withKey = `syscall(${calls.keyctl}, 1, 0);
  $ENV{KEY} = syscall(${calls.add}, my $type = "user", my $name = "secret-of-gateway", my $data = "hunter2", 7, ${SESSION});
  exec @ARGV`;

itFenced('a hook cannot read the keys of the session in which the gateway was started', async () => {
  const instance = await bootedInstance();
  const hook = `#!/usr/bin/perl
my $buffer = " " x 7;
print "read ", syscall(${calls.keyctl}, 11, __KEY__, $buffer, 7), " $buffer $!\\n";
print "search ", syscall(${calls.keyctl}, 10, ${SESSION}, my $t = "user", my $n = "secret-of-gateway", 0), "\\n";
print "request ", syscall(${calls.add + 1}, $t, $n, 0, 0), "\\n";
print "add ", syscall(${calls.add}, $t, $n, $buffer, 7, ${SESSION}), "\\n";
open my $keys, "<", "/proc/keys"; print "keys ", <$keys>, "\\n";`;
  const { stdout, stderr } = spawnSync('perl', ['-e', withKey, process.execPath, ...program(instance, hook)], {
    env: { ...process.env },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^read -1 {9}Function not implemented\nsearch -1\nrequest -1\nadd -1\nkeys (.*denied)?\n$/);
});

itFenced('a hook makes no memory that is of no process', async () => {
  const { stdout } = await runHook(
    await bootedInstance(),
    `#!/usr/bin/perl\nprint syscall(${calls.shmget}, 0, 4096, 01600), " $!\\n"; print grep { /^Seccomp:/ } do { open my $s, "<", "/proc/self/status"; <$s> };`,
  );
  expect(stdout).toBe('-1 Function not implemented\nSeccomp:\t2\n');
});
