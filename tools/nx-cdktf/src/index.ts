import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CreateNodes } from '@nx/devkit';
import { targetsOf, type Project } from './targets';

const scope = '@malinshopper/';

/**
 * Infers the targets of every project, so that no project has a configuration of its own. An app gets a configuration of
 * each for every environment that stays: `nx deploy network -c staging`. A branch is named by a variable:
 * `ENVIRONMENT=feature/checkout nx deploy network`.
 */
export const createNodes: CreateNodes = [
  '{environments,{apps,libs,tools}/*}/package.json',
  (files, _options, { workspaceRoot }) => {
    const projects = files.map((file) => readProject(workspaceRoot, dirname(file)));
    return files.map((file, index) => {
      const project = projects[index]!;
      return [file, { projects: { [project.root]: { targets: targetsOf(project, projects) } } }];
    });
  },
];

function readProject(workspaceRoot: string, root: string): Project {
  const { name, dependencies = {} } = JSON.parse(readFileSync(join(workspaceRoot, root, 'package.json'), 'utf8')) as {
    name: string;
    dependencies?: Record<string, string>;
  };
  return {
    name: name.replace(scope, ''),
    root,
    isApp: root.startsWith('apps/'),
    imports: Object.keys(dependencies)
      .filter((dependency) => dependency.startsWith(scope))
      .map((dependency) => dependency.replace(scope, '')),
  };
}
