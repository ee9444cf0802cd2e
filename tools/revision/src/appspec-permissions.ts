import { isScalar } from 'yaml';
import type { Permission } from './appspec';
import { aclFault } from './acl';
import { absolutePath } from './appspec-files';
import { account } from './appspec-hooks';
import { quoted } from './quoted';
import { kind, type Report, type Value } from './report';

const keys = ['object', 'pattern', 'except', 'owner', 'group', 'mode', 'acls', 'context', 'type'];
const types = ['file', 'directory'] as const;

const advice: Readonly<Record<string, string>> = {
  recursive: 'A permission with the pattern "**", which is the default, applies to everything below its object.',
};

/** CodeDeploy user guide, "AppSpec 'permissions' section"; undocumented details follow the agent's sources. */
export function readPermissions(value: Value, report: Report): Permission[] {
  return report.elements(value).flatMap((element) => {
    const permission = readPermission(element, report);
    return permission ? [permission] : [];
  });
}

function readPermission(element: Value, report: Report): Permission | undefined {
  const fields = report.fields(element, { allowed: keys, required: ['object'], advice });
  const read = <Read>(key: string, reader: (value: Value, report: Report) => Read): Read | undefined => {
    const value = fields.get(key);
    return value && reader(value, report);
  };
  const object = read('object', (value) => {
    const path = report.loosely(value);
    return path === undefined ? undefined : absolutePath(path, value, report);
  });
  const name = (value: Value) => {
    const written = text(value, report);
    return written === undefined ? undefined : account(written, value, report);
  };
  const owner = read('owner', name);
  const group = read('group', name);
  const mode = read('mode', readMode);
  const type = read('type', (value) => known(value, report)) ?? types;
  const acls = read('acls', (value) => readAcls(value, report, type.includes('file')));
  read('context', refuseContext);
  const pattern = read('pattern', text) ?? '**';
  const except = read('except', texts) ?? [];
  return object === undefined
    ? undefined
    : {
        object,
        pattern,
        except,
        type,
        ...(owner && { owner }),
        ...(group && { group }),
        ...(mode && { mode }),
        ...(acls && { acls }),
      };
}

function texts(value: Value, report: Report): string[] {
  return report.elements(value).flatMap((element) => report.text(element) ?? []);
}

function known(value: Value, report: Report): (typeof types)[number][] {
  return report.elements(value).flatMap((element) => report.oneOf(element, types) ?? []);
}

/**
 * "If the value includes a leading zero, you must enclose it with double quotes, or remove the leading zero"; no `u+x`.
 * The agent adds missing leading zeros (mode_info.rb).
 */
function readMode(value: Value, report: Report): string | undefined {
  const written = isScalar(value.node) ? value.node.source : undefined;
  if (written === undefined || !/^[0-7]{1,4}$/.test(written)) {
    report.add(
      value.line,
      `${value.where} must be octal digits, at most four, as 644 or "0755", but is ${kind(value)}.`,
    );
    return undefined;
  }
  if (isScalar(value.node) && value.node.type === 'PLAIN' && /^0./.test(written)) {
    report.add(
      value.line,
      `${value.where} ${written} is another number to YAML, because of its 0 (${Number.parseInt(written, 8)}, which the agent ` +
        `takes for the mode): write "${written}", in quotes.`,
    );
    return undefined;
  }
  return written.padStart(3, '0');
}

/** "Setting unnamed users, unnamed groups, or other similar ACL entries causes the AppSpec file to fail." */
function readAcls(value: Value, report: Report, files: boolean): string[] {
  return report.elements(value).flatMap((element) => {
    const entry = report.text(element);
    const fault = entry === undefined ? undefined : aclFault(entry, files);
    if (fault) {
      report.add(element.line, `${element.where} ${quoted(entry!)} ${fault}.`);
    }
    return entry === undefined || fault ? [] : [entry];
  });
}

/**
 * semanage is in policycoreutils-python-utils, which Ubuntu's images do not contain; the agent raises without it, and
 * also if a context has no range (install_instruction.rb, ChangeContextCommand).
 */
function refuseContext({ where, line }: Value, report: Report): void {
  report.add(
    line,
    `${where} is for SELinux, which Ubuntu does not use: the agent finds no semanage there and fails. Remove it.`,
  );
}

function text(value: Value, report: Report): string | undefined {
  return report.text(value);
}
