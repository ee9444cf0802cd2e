import type { AppSpec } from './appspec';
import { readAppSpec } from './appspec-sections';
import { RevisionError } from './problem';

/**
 * Reads an AppSpec file without the rest of its revision.
 * @param file its name in messages
 * @default file appspec.yml
 * @throws RevisionError with everything that the user guide, or the agent, does not allow, each with its line
 */
export function parseAppSpec(text: string, file = 'appspec.yml'): AppSpec {
  const { appSpec, problems } = readAppSpec(text, file);
  if (problems.length > 0) {
    throw new RevisionError(problems);
  }
  return appSpec;
}
