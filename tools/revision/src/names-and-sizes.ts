import type { Found, Item } from './item';
import { inBytes, limits } from './limits';
import { clashes } from './name-clashes';
import { relativePathFault } from './path-faults';
import { quoted, shown } from './quoted';

/** Checks the names and sizes of everything in a revision, before any content is read. */
export function checked(found: Found, whole: string): Found {
  const problems = [...found.problems];
  const items = found.items.filter((item) => {
    const fault = itemFault(item);
    if (fault) {
      problems.push({ file: item.name === '' ? whole : shown(item.name), message: fault });
    }
    return !fault;
  });
  problems.push(...clashes(found.items));
  const total = items.reduce((sum, { size }) => sum + size, 0);
  if (total > limits.totalBytes) {
    problems.push({
      file: whole,
      message:
        `has ${inBytes(total)} of files, and a revision may have ${inBytes(limits.totalBytes)}. ` +
        'Leave out what the application does not need to run, and put data into the content bucket.',
    });
  }
  return { items, problems };
}

function itemFault({ name, size }: Item): string | undefined {
  const fault = relativePathFault(name) ?? unpackedFault(name);
  if (fault) {
    return `The name ${quoted(name)} ${fault}.`;
  }
  return size > limits.fileBytes
    ? `has ${inBytes(size)}, and a file of a revision may have ${inBytes(limits.fileBytes)}. Put data into the content bucket.`
    : undefined;
}

/** Returns why unzip unpacks a file under another name, as the end of a sentence that begins with it. */
function unpackedFault(name: string): string | undefined {
  return /;\d*(\/|$)/.test(name)
    ? 'ends with a semicolon and digits, which unzip regards as a version of VMS and removes: rename it'
    : undefined;
}
