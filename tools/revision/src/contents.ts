import type { Reference } from './appspec-reference';
import type { Found, Item } from './item';
import { quoted, shown } from './quoted';
import { scriptFault } from './script';

/** The contents of a revision, for look-ups. */
export class Contents {
  private readonly files = new Map<string, Item>();
  private readonly folders = new Set(['/']);
  /** Items with a problem of their own, so that they are not reported as missing too. */
  private readonly refused: ReadonlySet<string>;
  private readonly scripts = new Map<string, Promise<string | undefined>>();

  constructor({ items, problems }: Found) {
    this.refused = new Set(problems.map(({ file }) => file));
    for (const { name, kind } of items) {
      for (let end = name.lastIndexOf('/'); end > 0 && !this.folders.has(name.slice(0, end));) {
        this.folders.add(name.slice(0, end));
        end = name.lastIndexOf('/', end - 1);
      }
      if (kind === 'folder') {
        this.folders.add(name);
      }
    }
    items.filter(({ kind }) => kind === 'file').forEach((item) => this.files.set(item.name, item));
  }

  file(name: string): Item | undefined {
    return this.files.get(name);
  }

  /** The name of the first file that matches. */
  find(isLike: (name: string) => boolean): string | undefined {
    return [...this.files.keys()].find(isLike);
  }

  /** The only folder, if it contains everything. */
  onlyFolder(): string | undefined {
    const tops = new Set([...this.files.keys()].map((name) => name.split('/', 1)[0]!));
    const [top] = tops;
    return tops.size === 1 && top !== undefined && this.folders.has(top) ? top : undefined;
  }

  /**
   * Returns why the agent would not find a file that an AppSpec file names, as the end of a sentence that begins with
   * it.
   * @throws RevisionError if the content of a script cannot be read; once for each script
   */
  async fault({ kind, path }: Reference): Promise<string | undefined> {
    const file = this.files.get(path);
    if (this.refused.has(shown(path))) {
      return undefined;
    }
    if (kind === 'script' && this.folders.has(path)) {
      return 'is a folder: name an executable file in it.';
    }
    if (!file && !this.folders.has(path)) {
      return this.missing(path);
    }
    if (kind === 'folder' && file) {
      return 'is a file, and is written with a / at its end: remove that.';
    }
    return kind === 'script' && file ? this.scriptFault(file) : undefined;
  }

  private missing(path: string): string {
    if (/[*?]/.test(path)) {
      return 'is not in the revision, and the agent knows no wildcards: name the file, or its folder.';
    }
    const similar = this.find((name) => lastName(name) === lastName(path));
    return `is not in the revision.${similar ? ` Did you mean ${quoted(similar)}?` : ' Add it, or correct the path.'}`;
  }

  private scriptFault(file: Item): Promise<string | undefined> {
    const known = this.scripts.get(file.name);
    if (known) {
      return known.catch(() => undefined);
    }
    const fault = scriptFault(file);
    this.scripts.set(file.name, fault);
    return fault;
  }
}

function lastName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}
