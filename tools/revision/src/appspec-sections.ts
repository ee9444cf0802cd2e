import { isScalar } from 'yaml';
import type { AppSpec, FileExistsBehavior } from './appspec';
import { documentOf } from './appspec-document';
import { readFiles } from './appspec-files';
import { readHooks } from './appspec-hooks';
import { readPermissions } from './appspec-permissions';
import type { Problem } from './problem';
import { kind, Report, type Value } from './report';

/** Something that an AppSpec file wants to find in its revision. */
export interface Reference {
  readonly kind: 'script' | 'source';
  /** Path inside the revision; `/` is its root. */
  readonly path: string;
  /** What to call it: `hooks.AfterInstall[0].location`. */
  readonly where: string;
  readonly line: number;
}

/** All that can be said about an AppSpec file. With problems, what could be read of it. */
export interface AppSpecReading {
  readonly appSpec: AppSpec;
  readonly references: readonly Reference[];
  readonly problems: readonly Problem[];
}

const sections = ['version', 'os', 'files', 'file_exists_behavior', 'permissions', 'hooks'];
const behaviors: readonly FileExistsBehavior[] = ['DISALLOW', 'OVERWRITE', 'RETAIN'];

/**
 * Reads the sections that an AppSpec file for EC2 may have; `Resources` is one for Lambda and ECS
 * (CodeDeploy user guide, "AppSpec file structure", "AppSpec 'files' section").
 */
export function readAppSpec(text: string, file: string): AppSpecReading {
  const report = new Report(file);
  const references: Reference[] = [];
  const root = documentOf(text, report);
  if (!root) {
    return { appSpec: { files: [], permissions: [], hooks: {} }, references, problems: report.problems };
  }
  const fields = report.fields({ where: '', line: report.lineOf(root.range![0]), node: root }, sections, [
    'version',
    'os',
  ]);
  const section = <Read>(name: string, read: (value: Value) => Read): Read | undefined => {
    const value = fields.get(name);
    return value && read(value);
  };
  section('version', (value) => checkVersion(value, report));
  section('os', (value) => checkOs(value, report));
  const fileExistsBehavior = section('file_exists_behavior', (value) => report.oneOf(value, behaviors));
  const appSpec = {
    files: section('files', (value) => readFiles(value, report, references)) ?? [],
    ...(fileExistsBehavior && { fileExistsBehavior }),
    permissions: section('permissions', (value) => readPermissions(value, report)) ?? [],
    hooks: section('hooks', (value) => readHooks(value, report, references)) ?? {},
  };
  const problems = [...report.problems].sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  return { appSpec, references, problems };
}

/** "Currently, the only allowed value is 0.0." In quotes it is a text, and the agent compares with the number. */
function checkVersion(value: Value, report: Report): void {
  if (!isScalar(value.node) || value.node.source !== '0.0' || value.node.type !== 'PLAIN') {
    report.add(value.line, `version must be 0.0, without quotes, but is ${kind(value)}.`);
  }
}

function checkOs(value: Value, report: Report): void {
  if (!isScalar(value.node) || value.node.value !== 'linux') {
    report.add(value.line, `os must be linux, as all instances are, but is ${kind(value)}.`);
  }
}
