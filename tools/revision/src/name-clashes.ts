import type { Item } from './item';
import type { Problem } from './problem';
import { quoted, shown } from './quoted';

/**
 * Finds duplicate names, names that are equal on some file systems, and files with the name of a folder. When such
 * entries are unpacked, the last one wins, and programs differ in the order.
 */
export function clashes(items: readonly Item[]): Problem[] {
  const kinds = new Map<string, Item['kind']>();
  const twice = new Set<string>();
  for (const { name, kind } of items) {
    if (kinds.has(name)) {
      twice.add(name);
    }
    kinds.set(name, kind);
  }
  const folders = new Set([...kinds.keys()].flatMap(foldersAbove));
  const both = [...folders].filter((name) => kinds.get(name) === 'file');
  return [
    ...[...twice].map((name) => ({ file: shown(name), message: 'is there twice: pack every file once.' })),
    ...both.map((name) => ({
      file: shown(name),
      message: 'is a file and a folder with files in it: rename one of them.',
    })),
    ...alike(new Set([...kinds.keys(), ...folders])),
  ];
}

function alike(names: ReadonlySet<string>): Problem[] {
  const first = new Map<string, string>();
  return [...names].sort().flatMap((name) => {
    const other = first.get(folded(name));
    if (other === undefined) {
      first.set(folded(name), name);
      return [];
    }
    // Only the two folders are compared, and not all their contents.
    const isByFolder = folded(parent(name)) === folded(parent(other)) && parent(name) !== parent(other);
    return isByFolder
      ? []
      : [
          {
            file: shown(name),
            message:
              `differs from ${spelled(other)} only in case, in the Unicode form of its letters or in dots and spaces at its end, and is the same file ` +
              'where a file system makes no difference: rename one of them.',
          },
        ];
  });
}

/**
 * One text for all names that some file system regards as the same. Compatible characters become the plain ones, then
 * upper case, for letters without a single one (ß is SS, as ẞ and ss are; ı is I, as i is). Windows removes dots and
 * spaces at an end.
 */
function folded(name: string): string {
  return name
    .replace(/[. ]+(?=\/|$)/g, '')
    .normalize('NFKD')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC');
}

/** With its letters as numbers: two forms of one letter look alike. */
function spelled(name: string): string {
  return quoted(name).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function parent(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}

function foldersAbove(name: string): string[] {
  const above: string[] = [];
  for (let folder = parent(name); folder !== ''; folder = parent(folder)) {
    above.push(folder);
  }
  return above;
}
