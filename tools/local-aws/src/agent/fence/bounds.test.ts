import { bootedInstance, itFenced, removeInstances, runHook } from '../testing/instance';
import { bounds, excess } from './bounds';
import { diskUse } from './disk';

const MiB = 1024 ** 2;
/**
 * The messages of `excess` are checked with real processes: the limits are lowered here, so that nothing large has to
 * be made.
 */
const lowered = (name: keyof typeof bounds, value: number) =>
  jest.replaceProperty(bounds as Record<string, number>, name, value);

afterEach(async () => {
  jest.restoreAllMocks();
  await removeInstances();
});

/**
 * System call numbers of x86_64 and of other architectures. With these numbers, perl can make system calls without
 * modules, like a C program.
 */
const calls =
  process.arch === 'x64'
    ? { mmap: 9, read: 0, madvise: 28, memfd: 319 }
    : { mmap: 222, read: 63, madvise: 233, memfd: 279 };
const perl = (text: string) => `#!/usr/bin/perl\n$| = 1; open my $zero, "<", "/dev/zero";\n${text}\n`;
/** MAP_SHARED and MAP_ANONYMOUS, filled. */
const shared = (mebibytes: number) => `my $at = syscall(${calls.mmap}, 0, ${mebibytes} << 20, 3, 0x21, -1, 0);
  my $got = 0; while ($got < ${mebibytes} << 20) { my $n = syscall(${calls.read}, fileno($zero), $at + $got, (${mebibytes} << 20) - $got); last if $n <= 0; $got += $n }`;

describe('the processes of a hook have a total limit', () => {
  it.each([
    [
      { memoryBytes: 3.25 * 1024 * MiB },
      'with its child processes, it had 3.25 GiB of memory, shared memory included, and hooks may have 2 GiB in all. Let it work in smaller parts, or start fewer processes at once',
    ],
    [
      { diskBytes: 5 * 1024 * MiB },
      "the instance's files had 5 GiB, deleted ones that are open included, and an instance may have 4 GiB. Remove the files that are not needed, or replace the instance",
    ],
    [
      { files: 300_001 },
      'the instance had 300,001 files and folders, and it may have 300,000. Remove the files that are not needed, or replace the instance',
    ],
    [
      { sockets: 2_001 },
      'with its child processes, it had 2,001 open sockets, and hooks may have 2,000 in all. Close the sockets that are not needed',
    ],
    [{ memoryBytes: 2048 * MiB, diskBytes: 4096 * MiB, files: 300_000 }, undefined],
  ])('%j', (use, said) => {
    expect(excess(use)).toBe(said);
  });

  itFenced.each([
    ['of memory of its own', 'my $x = "x" x (150 << 20); sleep 30'],
    ['of several processes', 'for (1 .. 4) { if (!fork) { my $x = "x" x (50 << 20); sleep 30 } } wait'],
    ['that is shared', `${shared(150)}; sleep 30`],
    [
      'that is shared and given back, and stays',
      `${shared(150)}; syscall(${calls.madvise}, $at, 150 << 20, 4); sleep 30`,
    ],
    [
      'of a memory file that is not mapped',
      `my $fd = syscall(${calls.memfd}, my $name = "x", 0); open my $file, ">&=", $fd; print $file "x" x (1 << 20) for 1 .. 150; $file->flush; sleep 30`,
    ],
  ])('memory %s', async (_, text) => {
    lowered('memoryBytes', 100 * MiB);
    const began = Date.now();
    const { end, stderr } = await runHook(await bootedInstance(), perl(text));
    expect([end, stderr]).toEqual([
      { kind: 'over-bound', why: expect.stringMatching(/^with its child processes, it had 0\.\d+ GiB of memory/) },
      '',
    ]);
    expect(Date.now() - began).toBeLessThan(20_000);
  });

  itFenced.each([
    ['in many files', 'i=0; while [ $i -lt 20 ]; do i=$((i+1)); head -c 10000000 /dev/zero >/srv/$i; done; sleep 30'],
    ['in a folder that is shut', 'mkdir /srv/a; head -c 150000000 /dev/zero >/srv/a/b; chmod 0 /srv/a; sleep 30'],
    ['in a file that is deleted and open', 'exec 7>/srv/a; head -c 150000000 /dev/zero >&7; rm /srv/a; sleep 30'],
    ['that it has written before it ended', 'head -c 150000000 /dev/zero >/srv/a'],
  ])('disk %s', async (_, text) => {
    lowered('diskBytes', 100 * MiB);
    const { end } = await runHook(await bootedInstance(), text);
    expect(end).toEqual({ kind: 'over-bound', why: expect.stringMatching(/^the instance's files had 0\.\d+ GiB/) });
  });

  itFenced('numbers of files', async () => {
    lowered('files', 300);
    const { end } = await runHook(await bootedInstance(), 'mkdir /srv/a; cd /srv/a; seq 1000 | xargs touch; sleep 30');
    expect(end).toEqual({
      kind: 'over-bound',
      why: expect.stringMatching(/^the instance had [\d,]+ files and folders, and it may have 300/),
    });
  });

  itFenced('numbers of sockets, which hold memory of the kernel', async () => {
    lowered('sockets', 100);
    const text =
      'my @all; for (1 .. 200) { socketpair(my $one, my $other, 1, 1, 0); push @all, $one, $other } sleep 30';
    const { end } = await runHook(await bootedInstance(), perl(text));
    expect(end).toEqual({
      kind: 'over-bound',
      why: expect.stringMatching(/^with its child processes, it had 40\d open sockets/),
    });
  });

  it('a use that cannot be counted is refused', async () => {
    await expect(diskUse('/nowhere')).rejects.toThrow(
      /^the disk use of the instance cannot be counted \(du: cannot access '\/nowhere': No such file/,
    );
  });

  itFenced('and a hook below the limit ends as it would', async () => {
    lowered('memoryBytes', 200 * MiB);
    lowered('diskBytes', 100 * MiB);
    const { end } = await runHook(
      await bootedInstance(),
      perl(
        `${shared(50)}; fork; fork; my $x = "x" x (5 << 20); system "truncate -s 1G /srv/sparse"; select undef, undef, undef, 0.5`,
      ),
    );
    expect(end).toEqual({ kind: 'exited', code: 0 });
  });
});
