import type { FileMapping } from './appspec';
import type { Reference } from './appspec-sections';
import { absolutePathFault, relativePathFault } from './path-faults';
import { quoted } from './quoted';
import type { Report, Value } from './report';

/** CodeDeploy user guide, "AppSpec 'files' section". */
export function readFiles(value: Value, report: Report, references: Reference[]): FileMapping[] {
  const mappings: FileMapping[] = [];
  const before = new Map<string, number>();
  for (const element of report.elements(value)) {
    const fields = report.fields(element, ['source', 'destination'], ['source', 'destination']);
    const from = fields.get('source');
    const to = fields.get('destination');
    const source = from && readSource(from, report, references);
    const destination = to && absolutePath(to, report);
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

/** "The paths used in source are relative to the appspec.yml file"; "a single slash" is all of the revision. */
function readSource(value: Value, report: Report, references: Reference[]): string | undefined {
  const text = report.text(value);
  if (text === undefined) {
    return undefined;
  }
  const path = ['/', '.', './'].includes(text) ? '/' : inRevision(text.replace(/\/$/, ''), value, report, text);
  if (path !== undefined) {
    references.push({ kind: 'source', path, where: value.where, line: value.line });
  }
  return path;
}

/**
 * A path inside the revision, without the `./` in front that the user guide's examples have.
 * @param written for the message, where it is more than the path
 */
export function inRevision(path: string, value: Value, report: Report, written = path): string | undefined {
  const relative = path.replace(/^(\.\/)+/, '');
  const fault = relativePathFault(relative);
  if (fault) {
    report.add(value.line, `${value.where} ${quoted(written)} ${fault}.`);
    return undefined;
  }
  return relative;
}

/** A path on the instance: "This must be a fully qualified path". A `/` behind it is left out. */
export function absolutePath(value: Value, report: Report): string | undefined {
  const text = report.text(value);
  if (text === undefined) {
    return undefined;
  }
  const path = text.length > 1 ? text.replace(/\/$/, '') : text;
  const fault = absolutePathFault(path);
  if (fault) {
    report.add(value.line, `${value.where} ${quoted(text)} ${fault}.`);
    return undefined;
  }
  return path;
}
