import { isScalar } from 'yaml';
import type { AppSpec, Script } from './appspec';
import { inRevision } from './appspec-files';
import type { Reference } from './appspec-sections';
import { hookEvents, reservedEvents, type HookEvent } from './hook-events';
import { quoted } from './quoted';
import { kind, type Report, type Value } from './report';

/** Seconds that all scripts of an event may take together (CodeDeploy user guide, "Structure of 'hooks' section"). */
const eventSeconds = 3600;

/**
 * What `useradd` calls a user or group. The agent puts it into a command line: `su <runas> -c <script>` (its
 * linux_util.rb).
 */
const accountName = /^[A-Za-z_][A-Za-z0-9_.-]{0,30}\$?$/;

/**
 * CodeDeploy user guide, "AppSpec 'hooks' section for an EC2/On-Premises deployment". With another event's name in it,
 * the agent fails a deployment in the middle: "appspec.yml file contains unknown lifecycle events".
 */
export function readHooks(value: Value, report: Report, references: Reference[]): AppSpec['hooks'] {
  const hooks: Partial<Record<HookEvent, readonly Script[]>> = {};
  for (const [name, event] of report.fields(value, hookEvents, [], reservedEvents)) {
    if (!isHookEvent(name)) {
      report.add(
        event.line,
        `${event.where} is reserved for CodeDeploy, no script can run in it. Scripts may run in: ${hookEvents.join(', ')}.`,
      );
      continue;
    }
    const scripts = report.elements(event).map((element) => readScript(element, report, references));
    const seconds = scripts.reduce((sum, script) => sum + (script?.timeout ?? 0), 0);
    if (seconds > eventSeconds) {
      report.add(
        event.line,
        `${event.where}: the timeouts of its scripts add up to ${seconds} seconds, and the whole event may take ${eventSeconds}. ` +
          'Shorten them.',
      );
    }
    hooks[name] = scripts.flatMap((script) => (script ? [script.script] : []));
  }
  return hooks;
}

function isHookEvent(name: string): name is HookEvent {
  return (hookEvents as readonly string[]).includes(name);
}

function readScript(
  value: Value,
  report: Report,
  references: Reference[],
): { script: Script; timeout: number | undefined } | undefined {
  const fields = report.fields(value, ['location', 'timeout', 'runas'], ['location']);
  const at = fields.get('location');
  const text = at && report.text(at);
  const location = text === undefined ? undefined : inRevision(text, at!, report);
  const seconds = fields.get('timeout');
  const timeout = seconds && readTimeout(seconds, report);
  const user = fields.get('runas');
  const runAs = user && account(user, report);
  if (location === undefined) {
    return undefined;
  }
  references.push({ kind: 'script', path: location, where: at!.where, line: at!.line });
  return { timeout, script: { location, timeoutSeconds: timeout ?? eventSeconds, ...(runAs && { runAs }) } };
}

function readTimeout(value: Value, report: Report): number | undefined {
  // As it is written: YAML 1.1 takes 1:00 for 60, and 010 for 8.
  const written = isScalar(value.node) && value.node.type === 'PLAIN' ? value.node.source : undefined;
  if (written === undefined || !/^[1-9][0-9]{0,8}$/.test(written)) {
    report.add(
      value.line,
      `${value.where} must be a whole number of seconds above 0, without quotes, but is ${kind(value)}.`,
    );
    return undefined;
  }
  return Number(written);
}

/** The name of a user or group of the instance. */
export function account(value: Value, report: Report): string | undefined {
  const text = report.text(value);
  if (text !== undefined && !accountName.test(text)) {
    report.add(
      value.line,
      `${value.where} is ${quoted(text)}, and that cannot be the name of a user or group: at most 32 letters, digits, "_", "." ` +
        'and "-", the first one a letter.',
    );
    return undefined;
  }
  return text;
}
