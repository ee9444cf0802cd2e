import { isScalar, type Scalar } from 'yaml';
import { agentScalar } from './agent-scalar';
import type { AppSpec, Script } from './appspec';
import { inRevision } from './appspec-files';
import type { Reference } from './appspec-reference';
import { hookEvents, reservedEvents, type HookEvent } from './hook-events';
import { quoted } from './quoted';
import { kind, type Report, type Value } from './report';

/** The maximum seconds of all scripts of an event together (CodeDeploy user guide, "Structure of 'hooks' section"). */
const eventSeconds = 3600;

/**
 * The names that `useradd` accepts for a user or group. The agent puts it into a command line: `su <runas> -c <script>`
 * (its linux_util.rb).
 */
const accountName = /^[A-Za-z_][A-Za-z0-9_.-]{0,30}\$?$/;

/** Wrong keys of a script that are common on the web, and the right way to write them. */
const advice: Readonly<Record<string, string>> = {
  user: 'The user is written runas.',
  args: 'Scripts get no arguments: write them into the script, or read $LIFECYCLE_EVENT.',
};

/**
 * CodeDeploy user guide, "AppSpec 'hooks' section for an EC2/On-Premises deployment". With another event's name in it,
 * the agent fails a deployment in the middle: "appspec.yml file contains unknown lifecycle events".
 */
export function readHooks(value: Value, report: Report, references: Reference[]): AppSpec['hooks'] {
  const hooks: Partial<Record<HookEvent, readonly Script[]>> = {};
  for (const [name, event] of report.fields(value, { allowed: hookEvents, known: reservedEvents, ignored: false })) {
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
  const fields = report.fields(value, { allowed: ['location', 'timeout', 'runas'], required: ['location'], advice });
  const at = fields.get('location');
  const location = at && report.loosely(at);
  const path = location === undefined ? undefined : inRevision(location, at!, report);
  const seconds = fields.get('timeout');
  const timeout = seconds && readTimeout(seconds, report);
  const user = fields.get('runas');
  const userName = user && report.loosely(user);
  const runAs = userName === undefined ? undefined : account(userName, user!, report);
  if (location === undefined || path === undefined) {
    return undefined;
  }
  checkCommand(location, at!, report);
  references.push({ kind: 'script', path, where: at!.where, line: at!.line });
  return { timeout, script: { location, timeoutSeconds: timeout ?? eventSeconds, ...(runAs && { runAs }) } };
}

/** Characters that end a word for a shell, or that it replaces. */
const unquotable = /[\s&|;<>()$`\\"'*?[\]{}]/;

/** The agent puts the path into a command line as it is: `su <runas> -c <path>`, or one that it gives to a shell (linux_util.rb). */
function checkCommand(location: string, { where, line }: Value, report: Report): void {
  const [character] = unquotable.exec(location) ?? [];
  if (character !== undefined) {
    report.add(
      line,
      `${where} ${quoted(location)} contains ${quoted(character)}, and the agent puts the path into a command line without quotes: ` +
        'rename the file.',
    );
  }
}

/**
 * Seconds, also in quotes. The agent accepts more texts as a number (`opts[:timeout].to_i`, script_info.rb), but with
 * another meaning: "5 minutes" as 5, and 1:00 as 3600.
 */
function readTimeout(value: Value, report: Report): number | undefined {
  const read = isScalar(value.node) ? agentScalar(value.node) : undefined;
  const seconds = /^[\t-\r ]*[1-9][0-9]{0,8}[\t-\r ]*$/.test(String((value.node as Scalar | null)?.source))
    ? Number(read)
    : NaN;
  if (Number.isNaN(seconds)) {
    report.add(value.line, `${value.where} must be a whole number of seconds above 0, but is ${kind(value)}.`);
    return undefined;
  }
  return seconds;
}

/** The name of a user or group of the instance. */
export function account(text: string, value: Value, report: Report): string | undefined {
  if (!accountName.test(text)) {
    report.add(
      value.line,
      `${value.where} is ${quoted(text)}, and that cannot be the name of a user or group: at most 32 letters, digits, "_", "." ` +
        'and "-", the first one a letter.',
    );
    return undefined;
  }
  return text;
}
