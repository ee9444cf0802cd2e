import { RequestError } from '@octokit/request-error';
import type { GitHub } from './client';
import type { Call, Fields, Found, Section, Value } from './section';

/** The comparison of a section's settings with the declared ones. */
export interface Comparison {
  /** A line for each field that differs, each setting that is missing or not declared, and each that could not be read. */
  readonly faults: readonly string[];
  /** The calls that change differing settings to the declared ones. */
  readonly calls: readonly Call[];
  /** The number of settings that were read and are as declared. */
  readonly right: number;
}

/** Reads a section from GitHub and compares it, field by field. A section that cannot be read is a fault. */
export async function compare(section: Section, github: GitHub): Promise<Comparison> {
  try {
    return compared(section, await section.read(github));
  } catch (error) {
    return { faults: [`${section.what}: cannot be read: ${reasonOf(error, section)}`], calls: [], right: 0 };
  }
}

function compared(section: Section, all: ReadonlyMap<string, Found>): Comparison {
  const faults: string[] = [];
  const calls: Call[] = [];
  let right = 0;
  for (const [name, wanted] of section.wanted) {
    const found = all.get(name);
    const differing = found ? differences(wanted, found.fields, found.unreadable) : [`is missing`];
    const unread = Object.entries(found?.unreadable ?? {}).map(([field, why]) => `${field} cannot be read: ${why}`);
    faults.push(...[...differing, ...unread].map((fault) => `${name}: ${fault}`));
    if (differing.length > 0) calls.push(...section.calls(name, found));
    else if (unread.length === 0) right += 1;
  }
  for (const name of [...all.keys()].filter((one) => !section.wanted.has(one)))
    faults.push(`${name}: exists, and is not declared: remove it on GitHub, or add it to ${section.source}`);
  return { faults, calls, right };
}

function differences(wanted: Fields, found: Fields, unreadable: Readonly<Record<string, string>> = {}): string[] {
  const names = [...new Set([...Object.keys(wanted), ...Object.keys(found)])].filter((name) => !(name in unreadable));
  return names
    .filter((name) => normal(wanted[name]) !== normal(found[name]))
    .map((name) => `${name} is ${inWords(found[name])}, and must be ${inWords(wanted[name])}`);
}

/** A field that is missing in GitHub's response counts as not set: false, nothing, or an empty list. */
function normal(value: Value | undefined): string {
  if (value === undefined || value === null || value === false) return 'null';
  if (Array.isArray(value))
    return value.length === 0 ? 'null' : JSON.stringify([...(value as readonly string[])].sort());
  return JSON.stringify(value);
}

function inWords(value: Value | undefined): string {
  if (value === undefined || value === null) return 'not set';
  if (!Array.isArray(value)) return String(value);
  return value.length === 0 ? 'empty' : (value as readonly string[]).join(' and ');
}

/** GitHub answers 404 if a token may not know that an object exists (REST API, "Troubleshooting"). */
function reasonOf(error: unknown, { needs }: Section): string {
  if (!(error instanceof RequestError)) return error instanceof Error ? error.message : String(error);
  const { status, message, request } = error;
  const where = `${request.method} ${new URL(request.url).pathname}`;
  const permission = [401, 403, 404].includes(status) ? `. The token needs the permission ${needs}` : '';
  return `GitHub has answered ${status} to ${where} (${message})${permission}`;
}
