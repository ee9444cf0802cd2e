import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const scope = '@malinshopper/';

/** A project of this repository, as its package.json declares it. */
export interface Project {
  readonly name: string;
  readonly root: string;
  readonly isApp: boolean;
  /** The projects of this repository that it imports. */
  readonly imports: readonly string[];
  readonly tags: readonly string[];
}

/** Reads a project from its package.json, with a path relative to the root of the repository. */
export function readProject(workspaceRoot: string, file: string): Project {
  const { name, dependencies, nx } = JSON.parse(readFileSync(join(workspaceRoot, file), 'utf8')) as {
    readonly name: string;
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly nx?: { readonly tags?: readonly string[] };
  };
  const root = dirname(file);
  return {
    name: name.replace(scope, ''),
    root,
    isApp: root.startsWith('apps/'),
    imports: Object.keys(dependencies ?? {})
      .filter((dependency) => dependency.startsWith(scope))
      .map((dependency) => dependency.replace(scope, '')),
    tags: nx?.tags ?? [],
  };
}

/**
 * The projects that a project checks without importing them, by its tag: `checks:apps` are all apps, `checks:projects` all other projects. A new app
 * or project is checked from its first day.
 */
export function checkedBy({ name, tags }: Project, all: readonly Project[]): string[] {
  const others = all.filter((one) => one.name !== name);
  if (tags.includes('checks:projects')) return others.map((one) => one.name);
  return tags.includes('checks:apps') ? others.filter(({ isApp }) => isApp).map((one) => one.name) : [];
}
