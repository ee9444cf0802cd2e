import { readdir, readFile, stat } from 'node:fs/promises';
import type { Use } from './bounds';

/** A file or a piece of memory that has no name any more: its identity and its size in bytes. */
interface Nameless {
  readonly device: number;
  readonly inode: number;
  readonly bytes: number;
}

/**
 * Returns the use of a process and all its descendants: their own memory, shared memory (once and as a whole; memory
 * that a process has given back stays counted), deleted files that are open, and the sockets of the network. A process
 * that has ended meanwhile counts as nothing.
 * @param device of the instance's files; a nameless file of another device counts as memory
 */
export async function useOf(pid: number, device: number): Promise<Omit<Use, 'files'>> {
  const nameless = new Map<string, Nameless>();
  let own = 0;
  for (const threads of await descendants(pid)) {
    // The first thread may have ended before the others: the kernel shows no memory for it then. Each thread can have
    // open files of its own.
    const alive = await firstWith(threads, 'smaps_rollup');
    own += alive ? ownMemory(alive.text) : 0;
    for (const found of [...(alive ? await mapped(alive.thread) : []), ...(await opened(threads))]) {
      const key = `${found.device} ${found.inode}`;
      nameless.set(key, { ...found, bytes: Math.max(found.bytes, nameless.get(key)?.bytes ?? 0) });
    }
  }
  const sum = (isCounted: (one: Nameless) => boolean) =>
    [...nameless.values()].filter(isCounted).reduce((bytes, one) => bytes + one.bytes, 0);
  return {
    memoryBytes: own + sum((one) => one.device !== device),
    diskBytes: sum((one) => one.device === device),
    sockets: Number(/^sockets: used (\d+)$/m.exec(await text(`/proc/${pid}/net/sockstat`))?.[1] ?? 0),
  };
}

/** The threads of each process, as folders of `/proc`. */
async function descendants(pid: number): Promise<string[][]> {
  const pids = [pid];
  const all: string[][] = [];
  for (const one of pids) {
    const threads = (await names(`/proc/${one}/task`)).map((thread) => `/proc/${one}/task/${thread}`);
    all.push(threads);
    for (const thread of threads) {
      pids.push(...(await text(`${thread}/children`)).split(' ').filter(Boolean).map(Number));
    }
  }
  return all;
}

async function firstWith(
  threads: readonly string[],
  file: string,
): Promise<{ thread: string; text: string } | undefined> {
  for (const thread of threads) {
    const found = await text(`${thread}/${file}`);
    if (found !== '') return { thread, text: found };
  }
  return undefined;
}

/** proc_pid_smaps(5), `smaps_rollup`: pages that processes share since a fork count in parts. */
function ownMemory(rollup: string): number {
  return kilobytes(rollup, 'Pss_Anon') + kilobytes(rollup, 'SwapPss');
}

function kilobytes(lines: string, name: string): number {
  return 1024 * Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(lines)?.[1] ?? 0);
}

/** proc_pid_maps(5): `7f00-7f40 rw-s 00001000 00:01 1033 /dev/zero (deleted)`; System V's are `/SYSV...`, memory files `/memfd:...`. */
async function mapped(thread: string): Promise<Nameless[]> {
  const lines = (await text(`${thread}/maps`)).matchAll(
    /^([0-9a-f]+)-([0-9a-f]+) \S+ ([0-9a-f]+) ([0-9a-f]+):([0-9a-f]+) (\d+) +\/.* \(deleted\)$/gm,
  );
  return Promise.all(
    [...lines].map(async ([, from, to, offset, major, minor, inode]) => ({
      device: deviceNumber(hex(major!), hex(minor!)),
      inode: Number(inode),
      bytes:
        (await blocksOf(`${thread}/../../map_files/${from!.replace(/^0+/, '')}-${to!.replace(/^0+/, '')}`)) ??
        hex(offset!) + hex(to!) - hex(from!),
    })),
  );
}

/**
 * The blocks that are allocated; undefined without the permission to read them (proc(5), `map_files`: root). Then the
 * length counts.
 */
async function blocksOf(path: string): Promise<number | undefined> {
  const stats = await stat(path).catch(() => undefined);
  return stats && stats.blocks * 512;
}

async function opened(threads: readonly string[]): Promise<Nameless[]> {
  const paths = await Promise.all(
    threads.map(async (thread) => (await names(`${thread}/fd`)).map((name) => `${thread}/fd/${name}`)),
  );
  const stats = await Promise.all(paths.flat().map((path) => stat(path).catch(() => undefined)));
  return stats.flatMap((one) =>
    one?.isFile() && one.nlink === 0 ? [{ device: one.dev, inode: one.ino, bytes: one.blocks * 512 }] : [],
  );
}

/** makedev(3), as `stat` gives it. */
function deviceNumber(major: number, minor: number): number {
  return Number(
    ((BigInt(major) & 0xfffff000n) << 32n) |
      ((BigInt(major) & 0xfffn) << 8n) |
      ((BigInt(minor) & 0xffffff00n) << 12n) |
      (BigInt(minor) & 0xffn),
  );
}

function hex(digits: string): number {
  return Number.parseInt(digits, 16);
}

function names(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

function text(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
