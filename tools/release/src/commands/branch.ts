import { appendFile } from 'node:fs/promises';
import type { Environment } from '@malinshopper/environments';
import { openPlace } from '../environment/place';
import { originOf } from '../revisions/origin';
import { NotUp } from '../revisions/store';
import { environmentOfRef } from './environment-of-ref';
import { deployTo } from './deploy';
import { pushTo, revisionAt } from './push';

export interface BranchOptions {
  readonly ref?: string;
}

/** The command of a pipeline for every git ref: finds the environment of the ref, pushes and deploys. */
export async function branch(
  path: string,
  { ref }: BranchOptions,
  variables: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  const found = environmentOfRef(ref ?? (variables['CPHP_GIT_REF'] || variables['GITHUB_REF']), variables);
  if ('nothing' in found) return console.log(found.nothing);
  const { environment } = found;
  const revision = await revisionAt(path);
  const [place, origin] = await Promise.all([openPlace(environment), originOf(path, variables)]);
  try {
    await pushTo(place, revision, { ...origin, branch: found.branch });
  } catch (error) {
    if (!(error instanceof NotUp) || !isOptional(environment)) throw error;
    return console.log(`Branch ${environment.ref} has no deployed environment: nothing was released. ${error.message}`);
  }
  await deployTo(place, revision.sha256, undefined);
  // The revision for the later jobs of a workflow, which promote it after an approval (GitHub documentation, "Passing
  // information between jobs").
  const outputs = variables['GITHUB_OUTPUT'];
  if (outputs) await appendFile(outputs, `revision=${revision.sha256}\n`);
}

/**
 * Most branches never get an environment, so the pipeline of a branch does not fail without one. The pipeline of any
 * other environment fails.
 */
const isOptional = ({ kind }: Environment) => kind === 'branch';
