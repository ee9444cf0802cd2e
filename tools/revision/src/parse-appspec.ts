import type { AppSpec } from './appspec';
import { readAppSpec } from './appspec-sections';
import { RevisionError } from './problem';

/**
 * Reads an AppSpec file without looking at the rest of its revision.
 * @param file what it is called in messages
 * @default file appspec.yml
 * @throws RevisionError with all that the user guide, or the agent, does not allow, each with its line
 */
export function parseAppSpec(text: string, file = 'appspec.yml'): AppSpec {
  const { appSpec, problems } = readAppSpec(text, file);
  if (problems.length > 0) {
    throw new RevisionError(problems);
  }
  return appSpec;
}
