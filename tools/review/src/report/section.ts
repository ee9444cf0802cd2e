import { visible } from '@malinshopper/text';
import { attributeDifferences, outputDifferences, type AttributeDifference } from '../difference/attributes';
import { cut } from '../difference/show';
import type { Line } from '../difference/text';
import type { ReviewedApp, ReviewedChange, ReviewedPlan } from '../record/record';
import { isPossible } from './counts';
import { placeAt, type Places } from './places';

/** The detail for each app, from everything to the numbers only. */
export const details = ['everything', 'shorter values', 'shortest values', 'addresses', 'counts', 'nothing'] as const;
export type Detail = (typeof details)[number];

/** The number of lines that are shown unfolded: they are not worth a click. */
export const shortLines = 12;

/** The limits of attributes: characters of a value, lines of a text, attributes of a resource. */
const limits = {
  everything: { value: Infinity, lines: Infinity, attributes: Infinity },
  'shorter values': { value: 160, lines: 30, attributes: 30 },
  'shortest values': { value: 60, lines: 6, attributes: 6 },
} as const;

const signs: Readonly<Record<ReviewedChange['action'], Line['sign']>> = {
  create: '+',
  delete: '-',
  update: '!',
  replace: '!',
  forget: '-',
  read: ' ',
  'no-op': ' ',
};

/** The changes of an app, as lines of a difference. */
export function sectionLines(app: ReviewedApp, places: Places | undefined, detail: Detail): Line[] {
  const { result } = app;
  if (result.kind !== 'planned' || detail === 'nothing') return [];
  if (detail === 'counts') return countLines(result);
  const changes: readonly ReviewedChange[] = result.changes;
  return [
    ...changes.flatMap((change) => changeLines(change, places, detail)),
    ...outputLines(result, detail),
    ...otherLines(result, detail),
  ].map((line) => ({ ...line, text: visible(line.text) }));
}

function changeLines(change: ReviewedChange, places: Places | undefined, detail: Detail): Line[] {
  const { address, action, order, deposed, previousAddress, importing, onlyIf = [] } = change;
  const place = placeAt(places, address);
  const does = action === 'no-op' ? '' : action === 'replace' ? `replace (${order})` : action;
  const words = [
    isPossible(change) ? `possibly ${does}` : does,
    address,
    deposed !== undefined && `(deposed ${deposed})`,
    previousAddress !== undefined && `moved from ${previousAddress}`,
    importing !== undefined && `imported${importing && ` as ${importing}`}`,
    onlyIf.length > 0 && `only if ${onlyIf.join(' or ')} changes`,
    place?.line !== undefined && `# ${place.line}`,
  ];
  const head: Line = { sign: signs[action], text: words.filter(Boolean).join(' ') };
  if (detail === 'addresses') return [head];
  return [head, ...attributeLines(attributeDifferences(change), detail)];
}

function outputLines({ outputs }: ReviewedPlan, detail: Detail): Line[] {
  return outputs.flatMap(({ name, action, before, after }) => {
    const head: Line = { sign: signs[action], text: `${action} output ${name}` };
    return detail === 'addresses' ? [head] : [head, ...attributeLines(outputDifferences(name, before, after), detail)];
  });
}

/** Unchanged parts that a reviewer needs for the decision. */
function otherLines({ drift, checks, deferred }: ReviewedPlan, detail: Detail): Line[] {
  const drifted: readonly ReviewedChange[] = drift;
  return [
    ...drifted.flatMap((one) => [
      { sign: ' ', text: `changed in AWS since the last deploy: ${one.address}` } as const,
      ...(detail === 'everything' ? attributeLines(attributeDifferences(one), detail) : []),
    ]),
    ...checks.map(({ address, status, problems }): Line => ({
      sign: '!',
      text: `${address}: ${status} ${problems.join('; ')}`.trim(),
    })),
    ...deferred.map(({ address, reason }): Line => ({ sign: '!', text: `not planned yet: ${address} (${reason})` })),
  ];
}

function attributeLines(all: readonly AttributeDifference[], detail: Detail): Line[] {
  const { value, lines, attributes } =
    detail === 'everything' || detail === 'shorter values' || detail === 'shortest values'
      ? limits[detail]
      : limits.everything;
  const shown = all.length === attributes + 1 ? all : all.slice(0, attributes);
  const rest = all.length - shown.length;
  return [
    ...shown.flatMap((one) => linesOf(one, value, lines)),
    ...(rest > 0 ? [{ sign: ' ' as const, text: `    ${rest} more attributes` }] : []),
  ];
}

function linesOf(
  { path, was, is, lines, note, forcesReplacement }: AttributeDifference,
  value: number,
  most: number,
): Line[] {
  const comment = [note, forcesReplacement && 'forces replacement'].filter(Boolean).join(', ');
  const end = comment ? ` # ${comment}` : '';
  if (!lines) {
    const [before, after] = [was, is].map((text) => (text === undefined ? undefined : cut(text, value)));
    if (before === undefined) return [{ sign: '+', text: `    ${path}: ${after}${end}` }];
    if (after === undefined) return [{ sign: '-', text: `    ${path}: ${before}${end}` }];
    return [{ sign: '!', text: `    ${path}: ${before} → ${after}${end}` }];
  }
  // One more line takes no more room than a note about it.
  const told = lines.length === most + 1 ? lines : lines.slice(0, most);
  return [
    { sign: '!', text: `    ${path}:${end}` },
    ...told.map(({ sign, text }) => ({ sign, text: `      ${cut(text, value)}` })),
    ...(lines.length > told.length
      ? [{ sign: ' ' as const, text: `      ${lines.length - told.length} more lines` }]
      : []),
  ];
}

function countLines({ changes, outputs }: ReviewedPlan): Line[] {
  const counts = new Map<string, number>();
  for (const change of changes as readonly ReviewedChange[]) {
    const { action, type, importing } = change;
    const does = action !== 'no-op' ? action : importing === undefined ? 'move' : 'import';
    const what = `${isPossible(change) ? 'possibly ' : ''}${does} ${type}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  const all = [...counts].map(([what, count]): Line => ({
    sign: signs[what.split(' ')[0] as ReviewedChange['action']] ?? '!',
    text: `${what}: ${count}`,
  }));
  return [...all, ...(outputs.length > 0 ? [{ sign: '!' as const, text: `outputs: ${outputs.length}` }] : [])];
}
