import { isScalar } from 'yaml';
import type { Permission, SELinuxContext } from './appspec';
import { aclFault } from './acl';
import { absolutePath } from './appspec-files';
import { account } from './appspec-hooks';
import { quoted } from './quoted';
import { kind, type Report, type Value } from './report';

const keys = ['object', 'pattern', 'except', 'owner', 'group', 'mode', 'acls', 'context', 'type'];
const types = ['file', 'directory'] as const;

/** `s0`, `s0-s3`, `s0:c1.c5,c9`: sensitivities, then categories. */
const selinuxRange = /^s\d+(-s\d+)?(:c\d{1,4}(\.c\d{1,4})?(,c\d{1,4}(\.c\d{1,4})?)*)?$/;

/** CodeDeploy user guide, "AppSpec 'permissions' section"; what it leaves open is as the agent's sources have it. */
export function readPermissions(value: Value, report: Report): Permission[] {
  return report.elements(value).flatMap((element) => {
    const permission = readPermission(element, report);
    return permission ? [permission] : [];
  });
}

function readPermission(element: Value, report: Report): Permission | undefined {
  const fields = report.fields(element, keys, ['object']);
  const read = <Read>(key: string, reader: (value: Value, report: Report) => Read): Read | undefined => {
    const value = fields.get(key);
    return value && reader(value, report);
  };
  const object = read('object', absolutePath);
  const owner = read('owner', account);
  const group = read('group', account);
  const mode = read('mode', readMode);
  const type = read('type', (value) => known(value, report)) ?? types;
  const acls = read('acls', (value) => readAcls(value, report, type.includes('file')));
  const context = read('context', readContext);
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
        ...(context && { context }),
      };
}

function texts(value: Value, report: Report): string[] {
  return report.elements(value).flatMap((element) => report.text(element) ?? []);
}

function known(value: Value, report: Report): (typeof types)[number][] {
  return report.elements(value).flatMap((element) => report.oneOf(element, types) ?? []);
}

/**
 * "If the value includes a leading zero, you must enclose it with double quotes, or remove the leading zero"; no
 * `u+x`.
 */
function readMode(value: Value, report: Report): string | undefined {
  const written = isScalar(value.node) ? value.node.source : undefined;
  if (written === undefined || !/^[0-7]{3,4}$/.test(written)) {
    report.add(
      value.line,
      `${value.where} must be three or four octal digits, as 644 or "0755", but is ${kind(value)}.`,
    );
    return undefined;
  }
  if (isScalar(value.node) && value.node.type === 'PLAIN' && written.startsWith('0')) {
    report.add(
      value.line,
      `${value.where} ${written} is another number to YAML, because of its 0: write "${written}", in quotes.`,
    );
    return undefined;
  }
  return written;
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

/** Only `type` is needed: the agent refuses a context without it, although the user guide calls it optional. */
function readContext(value: Value, report: Report): SELinuxContext | undefined {
  const fields = report.fields(value, ['user', 'type', 'range'], ['type']);
  const read = (key: string, reader: (value: Value, report: Report) => string | undefined) => {
    const field = fields.get(key);
    return field && reader(field, report);
  };
  const user = read('user', text);
  const type = read('type', text);
  const range = read('range', readRange);
  return type === undefined ? undefined : { type, ...(user && { user }), ...(range && { range }) };
}

function readRange(value: Value, report: Report): string | undefined {
  const range = report.text(value);
  if (range !== undefined && !selinuxRange.test(range)) {
    report.add(value.line, `${value.where} ${quoted(range)} is no SELinux range: write it as s0 or s0-s3:c0.c1023.`);
  }
  return range;
}

function text(value: Value, report: Report): string | undefined {
  return report.text(value);
}
