import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';

const scope = '@malinshopper';
const sources = ['apps', 'environments', 'libs'];
const settings = ['.terraform.lock.hcl', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** Files with new contents. Undefined for a deleted file. */
export type Files = Readonly<Record<string, string | undefined>>;

/** The synthesis functions of `libs/stack` and `environments`, from a copy of the repository. */
interface Synthesis {
  synthesize(projects: readonly string[], environment: unknown, outdir: string): void;
}
interface Environments {
  environment(name: string): unknown;
}

/**
 * A copy of the sources of a synthesis, for edits. The synthesis runs in this process, and an edit reloads only the
 * edited modules and their importers: two hundred edits take a minute and not ten.
 */
export class RepositoryCopy {
  private readonly load = createRequire(__filename);
  private readonly before = new Map<string, string | undefined>();
  /** The JSON of each app before any edit, by environment. */
  private readonly unedited = new Map<string, Map<string, string>>();
  private readonly edited = new Set<string>();
  /** The importers of each module, including importers that are no longer loaded. */
  private readonly importers = new Map<string, Set<string>>();

  constructor(
    readonly root: string,
    from: string,
  ) {
    const isSource = (path: string) => !/\/(node_modules|cdktf\.out|__snapshots__)$|\.test\.ts$/.test(path);
    for (const folder of sources) cpSync(join(from, folder), join(root, folder), { recursive: true, filter: isSource });
    for (const file of settings) cpSync(join(from, file), join(root, file));
    const [packages, links] = [join(from, 'node_modules'), join(root, 'node_modules')];
    mkdirSync(join(links, scope), { recursive: true });
    for (const name of readdirSync(packages)) if (name !== scope) symlinkSync(join(packages, name), join(links, name));
    for (const name of ['environments', ...['apps', 'libs'].flatMap((folder) => this.projectsIn(folder))]) {
      symlinkSync(join('../..', name), join(links, scope, name.replace(/^.*\//, '')));
    }
  }

  private projectsIn(folder: string): string[] {
    return readdirSync(join(this.root, folder)).map((name) => `${folder}/${name}`);
  }

  /** The source files in a folder, from the root. @default - all, and only those in TypeScript */
  files(below?: string): string[] {
    const all = (below === undefined ? sources : [below]).flatMap((folder) =>
      readdirSync(join(this.root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()),
    );
    const files = all.map(({ parentPath, name }) => relative(this.root, join(parentPath, name))).sort();
    return below === undefined ? files.filter((file) => file.endsWith('.ts')) : files;
  }

  text(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  get apps(): string[] {
    return readdirSync(join(this.root, 'apps')).sort();
  }

  /** Writes files, and unloads their modules. */
  edit(files: Files): void {
    for (const [file, text] of Object.entries(files)) {
      if (!this.before.has(file))
        this.before.set(file, existsSync(join(this.root, file)) ? this.text(file) : undefined);
      this.write(file, text);
    }
    this.forget(Object.keys(files));
  }

  /** Restores all files from before the edits. */
  restore(): void {
    for (const [file, text] of this.before) this.write(file, text);
    this.forget([...this.before.keys()]);
    this.before.clear();
    this.edited.clear();
  }

  private write(file: string, text: string | undefined): void {
    const path = join(this.root, file);
    if (text !== undefined) {
      mkdirSync(join(path, '..'), { recursive: true });
      return writeFileSync(path, text);
    }
    rmSync(path);
    // A folder without files is no project.
    for (let folder = join(path, '..'); readdirSync(folder).length === 0; folder = join(folder, '..'))
      rmSync(folder, { recursive: true });
  }

  /**
   * Removes modules and their direct or indirect importers from node's cache (Node.js documentation,
   * "module.children").
   */
  private forget(files: readonly string[]): void {
    const { cache } = this.load;
    for (const module of Object.values(cache)) {
      if (module && !relative(this.root, module.filename).startsWith('..')) this.note(module);
    }
    const stale = new Set(files.map((file) => join(this.root, file)));
    // Files that are read and not imported are in constants of modules: any module of the app may have them.
    for (const file of files.filter((one) => !one.endsWith('.ts'))) {
      const folder = join(this.root, ...file.split('/').slice(0, 2), '/');
      for (const filename of Object.keys(cache)) if (filename.startsWith(folder)) stale.add(filename);
    }
    for (const filename of stale) for (const importer of this.importers.get(filename) ?? []) stale.add(importer);
    for (const filename of stale) delete cache[filename];
    for (const app of this.apps) {
      const folder = join(this.root, 'apps', app);
      // Files that are read and not imported are in the folder of their app.
      const reads = [...stale].some((file) => !file.endsWith('.ts') && file.startsWith(`${folder}/`));
      if (reads || stale.has(join(folder, 'src/main.ts'))) this.edited.add(app);
    }
  }

  private note({ filename, children }: NodeJS.Module): void {
    for (const child of children) {
      const importers = this.importers.get(child.filename) ?? new Set();
      this.importers.set(child.filename, importers.add(filename));
    }
  }

  /**
   * The stacks of the apps for an environment. An app without edited modules gets its earlier JSON: a synthesis depends
   * on nothing else (tools/checks, synthesis.test.ts).
   */
  synthesize(environment: string): Map<string, string> {
    const known = this.unedited.get(environment);
    const fresh = this.apps.filter((app) => this.edited.has(app) || !known?.has(app));
    const made = fresh.length > 0 ? this.synthesizeNow(environment, fresh) : new Map<string, string>();
    if (!known) this.unedited.set(environment, made);
    return new Map(this.apps.map((app) => [app, made.get(app) ?? known!.get(app)!]));
  }

  private synthesizeNow(environment: string, apps: readonly string[]): Map<string, string> {
    const { synthesize } = this.load(join(this.root, 'libs/stack/src/synth.ts')) as Synthesis;
    const environments = this.load(join(this.root, 'environments/src/index.ts')) as Environments;
    const out = join(this.root, 'cdktf.out', environment);
    const projects = apps.map((app) => join(this.root, 'apps', app));
    synthesize(projects, environments.environment(environment), out);
    return new Map(apps.map((app) => [app, readFileSync(join(out, 'stacks', app, 'cdk.tf.json'), 'utf8')]));
  }
}
