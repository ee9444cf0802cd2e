import { isScalar } from 'yaml';
import { agentScalar } from './agent-scalar';
import type { AppSpec, FileExistsBehavior } from './appspec';
import { documentOf } from './appspec-document';
import { readFiles } from './appspec-files';
import { readHooks } from './appspec-hooks';
import { readPermissions } from './appspec-permissions';
import type { Reference } from './appspec-reference';
import { hookEvents } from './hook-events';
import type { Problem } from './problem';
import { kind, Report, type Value } from './report';

/** The result of reading an AppSpec file. With problems, it has the parts that could be read. */
export interface AppSpecReading {
  readonly appSpec: AppSpec;
  readonly references: readonly Reference[];
  readonly problems: readonly Problem[];
}

const sections = ['version', 'os', 'files', 'file_exists_behavior', 'permissions', 'hooks'];
const behaviors: readonly FileExistsBehavior[] = ['DISALLOW', 'OVERWRITE', 'RETAIN'];

/** Wrong keys at the top that are common on the web, and their right places. */
const advice: Readonly<Record<string, string>> = {
  Resources: 'It is for Lambda and ECS; here write files and hooks.',
  Hooks: 'For EC2 it is written hooks, in small letters.',
  overwrite: 'To replace existing files, write file_exists_behavior: OVERWRITE in its place.',
  ...Object.fromEntries(hookEvents.map((event) => [event, 'It belongs below hooks: indent it.'])),
  ...Object.fromEntries(
    ['object', 'owner', 'group', 'mode'].map((key) => [key, 'It belongs to an entry of permissions: write it there.']),
  ),
  ...Object.fromEntries(
    ['source', 'destination'].map((key) => [key, 'It belongs to an entry of files: write it there.']),
  ),
};

/**
 * Reads the sections that an AppSpec file for EC2 can have; `Resources` is one for Lambda and ECS (CodeDeploy user
 * guide, "AppSpec file structure", "AppSpec 'files' section").
 */
export function readAppSpec(text: string, file: string): AppSpecReading {
  const report = new Report(file);
  const references: Reference[] = [];
  const root = documentOf(text, report);
  if (!root) {
    return { appSpec: { files: [], permissions: [], hooks: {} }, references, problems: report.problems };
  }
  const whole = { where: '', line: report.lineOf(root.range![0]), node: root };
  const fields = report.fields(whole, { allowed: sections, required: ['version', 'os'], advice });
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

/**
 * "Currently, the only allowed value is 0.0." In quotes it is a text, and the agent compares with the number; `0` is the same
 * number (application_specification.rb, `supported_versions.include?`).
 */
function checkVersion(value: Value, report: Report): void {
  if (!isScalar(value.node) || agentScalar(value.node) !== 0) {
    report.add(value.line, `version must be 0.0, without quotes, but is ${kind(value)}.`);
  }
}

function checkOs(value: Value, report: Report): void {
  if (!isScalar(value.node) || agentScalar(value.node) !== 'linux') {
    report.add(value.line, `os must be linux, as all instances are, but is ${kind(value)}.`);
  }
}
