import { openSync, readdirSync, readFileSync } from 'node:fs';

/** open(2), as `/proc/<pid>/fdinfo` shows it. */
const O_CLOEXEC = 0o2000000;

let nothing: number | undefined;

/**
 * Covers with `/dev/null` each descriptor that this process has inherited: a child would get it too, and an open folder
 * or socket would be a hole in the fence. Node.js closes its own descriptors for children.
 * @param from the first descriptor that the caller does not use itself
 * @returns the rest of `stdio` for `spawn`, from that one on
 */
export function covered(from: number): ('ignore' | number)[] {
  const inherited = new Set(readdirSync('/proc/self/fd').map(Number).filter(isInherited));
  const last = Math.max(from - 1, ...inherited);
  // "ignore" leaves a descriptor above 2 as it is.
  return Array.from({ length: last + 1 - from }, (_, index) => (inherited.has(from + index) ? devNull() : 'ignore'));
}

function devNull(): number {
  nothing ??= openSync('/dev/null', 'r+');
  return nothing;
}

function isInherited(descriptor: number): boolean {
  try {
    const flags = /^flags:\s+([0-7]+)$/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, 'utf8'))?.[1] ?? '0';
    return (Number.parseInt(flags, 8) & O_CLOEXEC) === 0;
  } catch {
    // The descriptor of the listing itself is closed by now.
    return false;
  }
}
