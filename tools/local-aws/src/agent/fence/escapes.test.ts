import {
  closeSync,
  constants,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { shellWord } from '../../testing/shell-word';
import { bootedInstance, itFenced, removeInstances, runHook } from '../testing/instance';

const REPOSITORY = join(__dirname, '..', '..', '..', '..', '..');

afterEach(removeInstances);

describe('a hook that tries to leave the fence', () => {
  itFenced('has no privileges, and cannot get any in a namespace of its own', async () => {
    const { stdout, stderr, end } = await runHook(
      await bootedInstance(),
      'grep -E "^(Cap|NoNewPrivs)" /proc/self/status; mount -t tmpfs none /srv; umount /proc; unshare --user true',
    );
    expect(stdout.match(/\t0000000000000000\n/g)).toHaveLength(5);
    expect(stdout).toContain('NoNewPrivs:\t1');
    expect(stderr).toMatch(/mount:.*\n[^]*umount:.*\n[^]*unshare failed/);
    expect(end).not.toEqual({ kind: 'exited', code: 0 });
  });

  itFenced('can write nowhere outside of its folder', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    const other = await bootedInstance();
    try {
      const folder = await bootedInstance();
      const targets = [
        '/etc/h3-was-here',
        '/usr/h3-was-here',
        `${REPOSITORY}/h3-was-here`,
        `${outside}/x`,
        `${other}/root/x`,
      ];
      const { stdout } = await runHook(
        folder,
        targets.map((path) => `mkdir -p ${shellWord(dirname(path))}; echo broken >${shellWord(path)}`).join('\n') +
          '\necho ran',
      );
      expect(stdout).toBe('ran\n');
      for (const path of targets) expect([path, existsSync(path)]).toEqual([path, false]);
      expect(readFileSync(join(folder, 'root/etc/h3-was-here'), 'utf8')).toBe('broken\n');
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  itFenced('cannot leave by .., by the folders of processes, or by open files', async () => {
    const folder = await bootedInstance();
    writeFileSync(join(folder, 'secret'), 'secret');
    const left = openSync(dirname(folder), constants.O_RDONLY);
    try {
      const paths = [
        '../../../../../secret',
        '/proc/1/cwd/../../../secret',
        '/proc/1/root/../secret',
        '/proc/*/fd/*/secret',
      ];
      const text = `cat ${paths.join(' ')} ${shellWord(`/..${__filename}`)}; [ / -ef /.. ] && echo top
        ls -d /proc/[0-9]* | wc -l; for fd in /proc/$$/fd/*; do readlink "$fd"; done`;
      const { stdout, stderr } = await runHook(folder, text);
      // The first process has the capabilities that were needed to build the fence, and a hook must not read its
      // folder.
      expect(stderr.match(/No such file|Permission denied/g)).toHaveLength(5);
      // Its shells and their children, no process of the machine; nothing open but /dev/null and its two outputs.
      const [top, processes, ...files] = stdout.trim().split('\n');
      expect([top, processes]).toEqual(['top', expect.stringMatching(/^[3-7]$/)]);
      const own = [join(folder, 'stdout'), join(folder, 'stderr'), '/dev/null', '/hook'];
      expect(files.filter((file) => !own.includes(file))).toEqual([]);
    } finally {
      closeSync(left);
    }
  });

  itFenced('sees no process of the machine, and can kill none', async () => {
    const { stdout } = await runHook(
      await bootedInstance(),
      `kill -9 ${process.pid} ${process.ppid} || echo no; kill -9 -1; echo on`,
    );
    expect(stdout).toMatch(/^no\n/);
  });

  itFenced('reaches no program that listens on the machine, and has its own loopback', async () => {
    const calls: string[] = [];
    const server = createServer((socket) => {
      calls.push('called');
      socket.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      const text = `#!/usr/bin/perl
use IO::Socket::INET;
print IO::Socket::INET->new(PeerAddr => "127.0.0.1:${port}", Timeout => 2) ? "reached" : "refused", "\\n";
my $own = IO::Socket::INET->new(LocalAddr => "127.0.0.1:0", Listen => 1);
print IO::Socket::INET->new(PeerAddr => "127.0.0.1:" . $own->sockport) ? "own reached" : "own refused", "\\n";
`;
      const { stdout } = await runHook(await bootedInstance(), text);
      expect(stdout).toBe('refused\nown reached\n');
      expect(calls).toEqual([]);
    } finally {
      server.close();
    }
  });

  itFenced('gets its fence also where one before it has left links in place of folders', async () => {
    const folder = await bootedInstance();
    const outside = mkdtempSync(join(tmpdir(), 'outside-'));
    writeFileSync(join(outside, 'secret'), 'secret');
    try {
      for (const path of [
        'usr',
        'usr/local',
        'dev',
        'proc',
        'bin',
        'lib64',
        'opt',
        'etc/alternatives',
        'etc/ld.so.cache',
      ]) {
        const here = join(folder, 'root', path);
        await rm(here, { recursive: true, force: true });
        await symlink(outside, here);
        const { end, stdout } = await runHook(folder, 'cat /usr/local/secret /proc/secret; echo ran');
        expect([path, end, stdout]).toEqual([path, { kind: 'exited', code: 0 }, 'ran\n']);
        expect(readdirSync(outside)).toEqual(['secret']);
      }
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  itFenced('cannot have its own library or program loaded into the program that builds the fence', async () => {
    const folder = await bootedInstance();
    await mkdir(join(folder, 'root/usr/local/sbin'), { recursive: true });
    const trap = '#!/bin/sh\necho trapped >/srv/trapped\n';
    for (const name of ['umount', 'setpriv', 'sh', 'ip', 'hostname']) {
      writeFileSync(join(folder, 'root/usr/local/sbin', name), trap, { mode: 0o755 });
    }
    writeFileSync(join(folder, 'root/etc/ld.so.preload'), '/usr/local/lib/trap.so\n');
    const { end, stderr } = await runHook(folder, 'wc -c </etc/ld.so.preload');
    expect(end).toEqual({ kind: 'exited', code: 0 });
    // The loader would complain about a library that does not exist.
    expect(stderr).toBe('');
    expect(existsSync(join(folder, 'root/srv/trapped'))).toBe(false);
  });
});
