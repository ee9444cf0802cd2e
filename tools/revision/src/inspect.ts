import type { AppSpec } from './appspec';
import { readAppSpec, type AppSpecReading } from './appspec-sections';
import { Contents } from './contents';
import { beginning, type Found } from './item';
import { inBytes, limits } from './limits';
import { RevisionError, type Problem } from './problem';
import { quoted } from './quoted';

/**
 * "The AppSpec file for an EC2/On-Premises deployment must be named appspec.yml" (user guide, "AppSpec file
 * reference").
 */
const appSpecName = 'appspec.yml';
/**
 * The agent's Install would accept it, but before that its hook_executor.rb has looked for appspec.yml and failed.
 * Beside appspec.yml it is never read.
 */
const otherName = 'appspec.yaml';

/**
 * The AppSpec file of a revision, if the agent could deploy all of it.
 * @param whole the revision's name in messages
 * @throws RevisionError with all faults: faults of the contents, and files that the AppSpec file names but that are
 * missing
 */
export async function inspect(found: Found, whole: string): Promise<AppSpec> {
  const contents = new Contents(found);
  const problems = [...found.problems];
  const reading = await read(contents, whole, problems);
  for (const reference of reading?.references ?? []) {
    const fault = await orProblems(contents.fault(reference), problems);
    if (fault) {
      const message = `${reference.where} ${quoted(reference.path)} ${fault}`;
      problems.push({ file: appSpecName, line: reference.line, message });
    }
  }
  if (!reading || problems.length > 0) {
    throw new RevisionError(inOrder(problems));
  }
  return reading.appSpec;
}

async function read(contents: Contents, whole: string, problems: Problem[]): Promise<AppSpecReading | undefined> {
  const item = contents.file(appSpecName);
  if (!item) {
    // A broken one has its own problem.
    if (!problems.some(({ file }) => file === appSpecName)) {
      problems.push(
        contents.file(otherName)
          ? {
              file: otherName,
              message: 'is not read by the agent, which reads only appspec.yml: rename it.',
            }
          : { file: whole, message: missing(contents) },
      );
    }
    return undefined;
  }
  if (item.size > limits.appSpecBytes) {
    const message = `has ${inBytes(item.size)}, and an AppSpec file may have ${inBytes(limits.appSpecBytes)}.`;
    problems.push({ file: appSpecName, message: `${message} Move long texts into the scripts that it names.` });
    return undefined;
  }
  const bytes = await orProblems(beginning(item, limits.appSpecBytes + 1), problems);
  const text = bytes?.toString();
  if (bytes === undefined || text === undefined) {
    return undefined;
  }
  if (!Buffer.from(text).equals(bytes)) {
    problems.push({ file: appSpecName, message: 'is not UTF-8: save it as UTF-8.' });
    return undefined;
  }
  const reading = readAppSpec(text, appSpecName);
  problems.push(...reading.problems);
  return reading;
}

/**
 * "... and it must be placed in the root of the directory structure of an application's source code" (same page). The
 * agent removes a single folder around it; a cluster's node, which unpacks a release without the agent, does not.
 */
function missing(contents: Contents): string {
  const folder = contents.onlyFolder();
  if (folder !== undefined && contents.file(`${folder}/${appSpecName}`)) {
    return (
      `is packed one folder too deep: all of it is in ${quoted(folder)}. The agent would remove that folder, and a cluster's node ` +
      'would not: pack the contents of that folder.'
    );
  }
  const other = contents.find((name) => /(^|\/)appspec\.ya?ml$/i.test(name));
  const where = other === undefined ? 'It has none at all: write one.' : `It has ${quoted(other)}: move it there.`;
  return `has no appspec.yml at its root, where the agent looks for exactly this name. ${where}`;
}

async function orProblems<Result>(promise: Promise<Result>, problems: Problem[]): Promise<Result | undefined> {
  try {
    return await promise;
  } catch (error) {
    if (!(error instanceof RevisionError)) {
      throw error;
    }
    problems.push(...error.problems);
    return undefined;
  }
}

/** Sorts the faults: first the faults of the AppSpec file by line, then all other faults. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const place = ({ file, line }: Problem) => (file === appSpecName ? (line ?? 0) : Number.MAX_SAFE_INTEGER);
  return [...problems].sort((one, other) => place(one) - place(other));
}
