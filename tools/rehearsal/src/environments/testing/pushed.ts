import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../programs';

/** Files of a machine that are in no repository. */
const left = new Set(['node_modules', '.work', '.nx', '.git']);

/** A repository on GitHub, with the present content of this folder as its first commit. */
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
   * Pushes a commit that replaces one text of a file.
   * @returns the id of the commit
   * @throws Error if the file does not have the text: nothing would be changed
   */
  change(file: string, text: string, other: string): string {
    const path = join(this.folder, file);
    const source = readFileSync(path, 'utf8');
    if (!source.includes(text)) throw new Error(`${file} does not contain ${text}: nothing would be changed.`);
    writeFileSync(path, source.replace(text, other));
    return this.commit(`${file} is another`);
  }

  /**
   * Adds a page to the folder of CI, which has an owner, and of which projects read the program alone.
   * @returns the commit
   */
  addPage(name: string): string {
    writeFileSync(`${this.folder}/.ci/${name}.txt`, 'Nothing reads this.\n');
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
 * A folder of programs with an `npm` that installs by linking the installed packages of this repository: a download of
 * 400 MB for each job would show nothing. The bundles of earlier jobs are linked as well: a job with the same sources,
 * packages and place runs them (ADR 21), and all others make their own. npm itself does everything else.
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
