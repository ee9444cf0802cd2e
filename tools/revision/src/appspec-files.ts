import { isScalar } from 'yaml';
import { agentScalar } from './agent-scalar';
import type { FileMapping } from './appspec';
import type { Reference } from './appspec-reference';
import { absolutePathFault, relativePathFault } from './path-faults';
import { quoted } from './quoted';
import type { Report, Value } from './report';

const behavior = 'write file_exists_behavior: OVERWRITE at the top of the file, beside version; it is for all files.';
const permission =
  'Owner, group and mode of installed files belong to an entry of permissions, with their path as its object.';
/** Wrong keys that are common on the web, and the right way to write them. */
const advice: Readonly<Record<string, string>> = {
  overwrite: `To replace existing files, ${behavior}`,
  file_exists_behavior: `Move it: ${behavior.replace('OVERWRITE', 'DISALLOW, OVERWRITE or RETAIN')}`,
  fileExistsBehavior: `To replace existing files, ${behavior}`,
  ...Object.fromEntries(['owner', 'group', 'mode', 'permissions'].map((key) => [key, permission])),
};

/** CodeDeploy user guide, "AppSpec 'files' section". */
export function readFiles(value: Value, report: Report, references: Reference[]): FileMapping[] {
  const mappings: FileMapping[] = [];
  const before = new Map<string, number>();
  for (const element of report.elements(value)) {
    const keys = ['source', 'destination'];
    const fields = report.fields(element, { allowed: keys, required: keys, advice });
    const from = fields.get('source');
    const to = fields.get('destination');
    const source = from && readSource(from, report, references);
    const written = to && report.text(to);
    const destination = written === undefined ? undefined : absolutePath(written, to!, report);
    if (source === undefined || destination === undefined) {
      continue;
    }
    // The agent's installer refuses to copy two files to one place, in the middle of the deployment.
    const copied = `${source}\0${destination}`;
    if (before.has(copied)) {
      report.add(
        element.line,
        `${element.where} copies ${quoted(source)} to ${quoted(destination)}, as line ${before.get(copied)} does: remove one.`,
      );
    }
    before.set(copied, element.line);
    mappings.push({ source, destination });
  }
  return mappings;
}

/**
 * "The paths used in source are relative to the appspec.yml file"; "a single slash" is all of the revision, and so is
 * an empty text: the agent joins the text to the revision's root (installer.rb, `File.join`).
 */
function readSource(value: Value, report: Report, references: Reference[]): string | undefined {
  const isEmpty = isScalar(value.node) && agentScalar(value.node) === '';
  const text = isEmpty ? '/' : report.text(value);
  if (text === undefined) {
    return undefined;
  }
  const path = plainly(text) === '' ? '/' : inRevision(text, value, report);
  if (path !== undefined) {
    const kind = path !== '/' && text.endsWith('/') ? 'folder' : 'source';
    references.push({ kind, path, where: value.where, line: value.line });
  }
  return path;
}

/** A path inside the revision. It can begin with `/` or `./`, as in the examples of the user guide. */
export function inRevision(written: string, value: Value, report: Report): string | undefined {
  const path = plainly(written);
  const fault = relativePathFault(path);
  if (fault) {
    report.add(value.line, `${value.where} ${quoted(written)} ${fault}.`);
    return undefined;
  }
  return path;
}

/** A path on the instance: "This must be a fully qualified path". */
export function absolutePath(written: string, value: Value, report: Report): string | undefined {
  const path = written.startsWith('/') ? `/${plainly(written)}` : written;
  const fault = absolutePathFault(path);
  if (fault) {
    report.add(value.line, `${value.where} ${quoted(written)} ${fault}.`);
    return undefined;
  }
  return path;
}

/** Without empty and "." parts, which do not change the path. ".." parts stay, so that they are found. */
function plainly(path: string): string {
  return path
    .split('/')
    .filter((name) => name !== '' && name !== '.')
    .join('/');
}
