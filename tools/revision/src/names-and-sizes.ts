import type { Found, Item } from './item';
import { inBytes, limits } from './limits';
import type { Problem } from './problem';
import { quoted } from './quoted';
import { relativePathFault } from './path-faults';

/** What holds for the names and sizes of everything in a revision, before anything of it is read. */
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

/** A name for the front of a message: as it is, unless it could be mistaken or does harm to a terminal. */
export function shown(name: string): string {
  return /^[\w./@+-]{1,100}$/.test(name) ? name : quoted(name);
}

function itemFault({ name, size }: Item): string | undefined {
  const fault = relativePathFault(name);
  if (fault) {
    return `The name ${quoted(name)} ${fault}.`;
  }
  return size > limits.fileBytes
    ? `has ${inBytes(size)}, and a file of a revision may have ${inBytes(limits.fileBytes)}. Put data into the content bucket.`
    : undefined;
}

/** Names that are there twice, and files that are folders of others: what is unpacked last wins, and agents differ. */
function clashes(items: readonly Item[]): Problem[] {
  const kinds = new Map<string, Item['kind']>();
  const twice = new Set<string>();
  for (const { name, kind } of items) {
    if (kinds.has(name)) {
      twice.add(name);
    }
    kinds.set(name, kind);
  }
  const parents = new Set<string>();
  for (const name of kinds.keys()) {
    for (
      let end = name.lastIndexOf('/');
      end > 0 && !parents.has(name.slice(0, end));
      end = name.lastIndexOf('/', end - 1)
    ) {
      parents.add(name.slice(0, end));
    }
  }
  const both = [...parents].filter((name) => kinds.get(name) === 'file');
  return [
    ...[...twice].map((name) => ({ file: shown(name), message: 'is there twice: pack every file once.' })),
    ...both.map((name) => ({
      file: shown(name),
      message: 'is a file and a folder with files in it: rename one of them.',
    })),
  ];
}
