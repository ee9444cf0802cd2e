// For nx itself: a plugin runs in its process, as configured in .env.
import '../closed-pipe.cjs';
import type { CreateNodes } from '@nx/devkit';
import { checkedBy, readProject } from './project';
import { targetsOf } from './targets';

/**
 * Infers the targets of every project, so that no project has a configuration of its own. An app gets a configuration of each for every long-lived
 * environment: `nx deploy network -c staging`. A branch is selected by a variable: `ENVIRONMENT=feature/checkout nx deploy network`. A project that
 * checks others depends on them, or `nx affected` would leave it out when its result can change.
 */
export const createNodes: CreateNodes = [
  '{environments,{apps,libs,tools}/*}/package.json',
  (files, _options, { workspaceRoot }) => {
    const projects = files.map((file) => readProject(workspaceRoot, file));
    return files.map((file, index) => {
      const project = projects[index]!;
      const inferred = {
        targets: targetsOf(project, projects),
        implicitDependencies: checkedBy(project, projects),
      };
      return [file, { projects: { [project.root]: inferred } }];
    });
  },
];
