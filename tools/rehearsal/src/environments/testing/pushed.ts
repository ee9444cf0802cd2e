import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../programs';

/** What is of a machine, and in no repository. */
const left = new Set(['node_modules', '.work', '.nx', '.git']);

/** A repository on GitHub, with this folder as it is as its first commit. */
export class Pushed {
  private constructor(readonly folder: string) {}

  static begin(): Pushed {
    const folder = mkdtempSync(join(tmpdir(), 'pushed-'));
    for (const name of readdirSync(root)) {
      if (!left.has(name)) cpSync(join(root, name), join(folder, name), { recursive: true });
    }
    const pushed = new Pushed(folder);
    pushed.git('init', '--quiet', '--initial-branch=main');
    pushed.commit('The repository as it is');
    return pushed;
  }

  /**
   * Pushes a commit in which one text of a file is another.
   * @returns the id of the commit
   * @throws if the file does not have the text: nothing would be changed
   */
  change(file: string, text: string, other: string): string {
    const path = join(this.folder, file);
    const source = readFileSync(path, 'utf8');
    if (!source.includes(text)) throw new Error(`${file} does not say ${text}: nothing would be changed.`);
    writeFileSync(path, source.replace(text, other));
    return this.commit(`${file} is another`);
  }

  /**
   * Adds a page to `docs`, which no project reads.
   * @returns the commit
   */
  addPage(name: string): string {
    writeFileSync(`${this.folder}/docs/${name}.txt`, 'Nothing reads this.\n');
    return this.commit(`The page ${name} is new`);
  }

  /** The last commit. */
  head(): string {
    return this.git('rev-parse', 'HEAD').trim();
  }

  private commit(message: string): string {
    this.git('add', '--all');
    this.git('-c', 'user.name=test', '-c', 'user.email=test@localhost', 'commit', '--quiet', `--message=${message}`);
    return this.head();
  }

  private git(...args: string[]): string {
    return execFileSync('git', args, { cwd: this.folder, encoding: 'utf8' });
  }
}

/**
 * A folder of programs with an `npm` that installs by linking what this repository has installed: a download of 400 MB for each job would show
 * nothing. With the packages come the bundles that earlier jobs have made: a job with the same sources, packages and place runs
 * them (ADR 21), and all others make their own. All else is done by npm itself.
 */
export function npmThatLinks(): string {
  const folder = join(mkdtempSync(join(tmpdir(), 'npm-')), 'bin');
  const npm = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
  const bundles = join(folder, '..', 'bundles');
  for (const made of [folder, bundles]) mkdirSync(made);
  const script = `#!/bin/sh
[ "$1" = ci ] || exec '${npm}' "$@"
mkdir node_modules
for one in $(ls -A '${root}/node_modules'); do
  [ "$one" = @malinshopper ] || ln -s "${root}/node_modules/$one" node_modules/
done
cp -a '${root}/node_modules/@malinshopper' node_modules/
mkdir .work
ln -s '${bundles}' .work/bundles
`;
  writeFileSync(join(folder, 'npm'), script);
  chmodSync(join(folder, 'npm'), 0o755);
  return folder;
}
