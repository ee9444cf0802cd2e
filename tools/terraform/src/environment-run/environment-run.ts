import { basename } from 'node:path';
import { environment as environmentNamed } from '@malinshopper/environments';
import { appRoots, repositoryRoot } from '@malinshopper/synth';
import { synthesize } from '../synth';
import { openSession } from '../aws-target/session';
import { chosenTarget } from '../aws-target/target';
import { orderOf } from './app-graph';
import type { Course } from './course';
import { found } from './found';
import type { EnvironmentRunOptions } from './options';
import type { EnvironmentResult } from './result';
import { Turns } from './turns';

/** Runs a course over all apps of an environment: one synthesis, one view, side by side where no dependency forbids it. */
export async function runEnvironment(
  nameOrRef: string,
  course: Course,
  options: EnvironmentRunOptions,
): Promise<EnvironmentResult> {
  const begun = Date.now();
  const environment = environmentNamed(nameOrRef);
  const { root = repositoryRoot, variables, target = chosenTarget(variables), changes } = options;
  const projects = options.projects ?? appRoots(root);
  const [synthesized, session] = await Promise.all([
    options.synthesized ??
      synthesize(environment.ref, projects, { root, unprotected: course.unprotected(environment), changes }),
    options.session ?? openSession(target, environment),
  ]);
  const rooted = projects.map(
    (project) => [basename(project), { root: project, ...found(synthesized, basename(project)) }] as const,
  );
  const nodes = course.order(orderOf(new Map(rooted)));
  return new Turns({ begun, environment, course, options, root, session, nodes, synthesized }).run();
}
