import { z } from 'zod';
import type { Place, Places, ShownDrift } from '@malinshopper/review';
import type { Drifted, Judged } from './judge';

const resource = z.strictObject({
  address: z.string(),
  what: z.enum(['changed', 'gone']),
  /** The line of the code that creates the resource. Undefined if the code no longer creates it. */
  line: z.string().optional(),
  /** The differences: a `-` is the value of the code, a `+` is the value in AWS. */
  differences: z.array(z.string()),
  /** Commands of the AWS CLI that remove the parts that no deploy removes. */
  removals: z.array(z.string()),
});
const report = z.strictObject({
  /** The owner of the app: an environment's name, or the account's. */
  owner: z.string(),
  app: z.string(),
  /** The time of the comparison, ISO 8601. */
  at: z.string(),
  isDeployed: z.boolean(),
  drifted: z.array(resource),
  /** Differences that are no drift, each with its reason. */
  expected: z.array(
    z.strictObject({ address: z.string(), attribute: z.string(), reason: z.string(), until: z.string().optional() }),
  ),
});

/** A resource that has drifted, ready to be shown: no value in it is secret. */
export type DriftedResource = z.infer<typeof resource>;
/** The comparison of an app of an environment with AWS. */
export type DriftReport = z.infer<typeof report>;

/**
 * Reads the file that `npm run drift -- --json` has written.
 * @throws if it is no list of such reports
 */
export function parseDriftReports(text: string): DriftReport[] {
  const read = z.array(report).safeParse(JSON.parse(text));
  if (read.success) return read.data;
  throw new Error(
    `The file does not contain valid drift reports:\n${z.prettifyError(read.error)}\nWrite them with npm run drift -- <environment> --json <file>.`,
  );
}

/** Returns the drifted resources of a comparison, with the lines of the code and without secrets. */
export function driftedResources({ drifted }: Judged, shown: ShownDrift, places: Places): DriftedResource[] {
  return drifted.map((one): DriftedResource => {
    const line = placeOf(places, one.address)?.line;
    const all = Object.entries(one.additions);
    return {
      address: one.address,
      what: one.what,
      ...(line !== undefined && { line }),
      differences: [
        ...changedLines(one, shown),
        ...all.flatMap(([attribute, parts]) => parts.map(({ words }) => shown.hide(`+ ${attribute}: ${words}`))),
      ],
      removals: all.flatMap(([, parts]) => parts.map(({ removal }) => shown.hide(removal))),
    };
  });
}

function changedLines({ address, attributes }: Drifted, shown: ShownDrift): string[] {
  return shown
    .differencesOf(address)
    .filter(({ path }) =>
      attributes.some((name) => path === name || (/^[.[]/.test(path.slice(name.length)) && path.startsWith(name))),
    )
    .flatMap(({ path, was, is, lines }) =>
      lines
        ? [`${path}:`, ...lines.map(({ sign, text }) => `  ${sign} ${text}`)]
        : [...(was === undefined ? [] : [`- ${path}: ${was}`]), ...(is === undefined ? [] : [`+ ${path}: ${is}`])],
    );
}

const placeOf = (places: Places, address: string): Place | undefined => places[address.replace(/\[.*$/s, '')];

export const hasDrifted = ({ drifted }: DriftReport): boolean => drifted.length > 0;

/** The report of one app, in words. */
export function inWords(report: DriftReport): string {
  const { owner, app, isDeployed, drifted, expected } = report;
  const name = `${owner}/${app}`;
  if (!isDeployed) return `${name}: not deployed, nothing to compare`;
  const head =
    drifted.length === 0
      ? `${name}: no drift`
      : `${name}: ${drifted.length} ${drifted.length === 1 ? 'resource has' : 'resources have'} drifted`;
  return [head, ...drifted.flatMap(resourceLines), ...expectedLines(expected)].join('\n');
}

function resourceLines({ address, what, line, differences, removals }: DriftedResource): string[] {
  return [
    `  ${address} ${what === 'gone' ? 'is gone: AWS does not have it any more' : 'was changed'}${line === undefined ? '' : `   ${line}`}`,
    ...differences.map((one) => `      ${one}`),
    ...(removals.length > 0 ? ['      No deploy removes this, since no code has it. To remove it:'] : []),
    ...removals.map((one) => `        ${one}`),
  ];
}

function expectedLines(expected: DriftReport['expected']): string[] {
  return expected.map(
    ({ address, attribute, reason, until }) =>
      `  expected: ${address} ${attribute}: ${reason}${until === undefined ? '' : ` (rule of drift until ${until})`}`,
  );
}
