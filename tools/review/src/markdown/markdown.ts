import { cut } from '../difference/show';
import { placeOf, type ReviewedApp } from '../record/record';
import { countsOf } from '../report/counts';
import { headline } from '../report/headline';
import type { Report } from '../report/report';
import { details, sectionLines, shortLines, type Detail } from '../report/section';
import { countsText } from '../report/words';
import { waiversTitle } from '../report/policy';
import { approvers, effects, policy, rehearsed, waivers } from './context';
import { escape as html } from '../html/escape';
import { block, text } from './escape';
import { destructive, losses, lossOfData, provenance, table } from './parts';

/** GitHub refuses a longer comment (the API's response: "body is too long (maximum is 65536 characters)"). */
export const longest = 65_536;

/** The marker in the comment on a pull request. A later review finds and updates the comment by this marker. */
export const marker = '<!-- malinshopper-review -->';

/**
 * The report as a comment of a pull request, in GitHub Flavored Markdown. It always fits: first values become shorter, then only addresses are left,
 * then counts, each time in the app with the longest text; destroyed and replaced resources are the last to be shortened.
 * @param page the address of the whole report. @default - none
 */
export function markdown(
  report: Report,
  { page, limit = longest }: { readonly page?: string; readonly limit?: number } = {},
): string {
  for (const loss of losses) {
    const fixed = [
      `# ${text(cut(headline(report).text, 1_000))}`,
      staleBanner(report),
      lossOfData(report),
      table(report),
      destructive(report, loss),
      ...[rehearsed(report), effects(report), policy(report)].map((part) => shortened(part, limit / 8)),
      foldedWaivers(report, limit / 16),
      shortened(approvers(report), limit / 8),
    ].filter(Boolean);
    const ends = [provenance(report), page === undefined ? '' : `The whole report: ${page}`, marker].filter(Boolean);
    // Nothing follows the last part.
    const room = limit - length([...fixed, whatChanges]) - length(ends) + separator;
    const sections = fitting(report, room);
    const title = sections?.length ? [whatChanges] : [];
    if (sections) return [...fixed, ...title, ...sections, ...ends].join('\n\n');
  }
  // Only a table of thousands of apps is longer than that.
  return (
    cut(`# ${text(headline(report).text)}`, limit - 200) +
    `\n\nA comment has no room for the rest.${page === undefined ? '' : ` The whole report: ${page}`}\n\n${marker}`
  );
}

const whatChanges = '### Changes';
const separator = 2;
const length = (parts: readonly string[]) => parts.reduce((total, part) => total + part.length + separator, 0);

function staleBanner({ stale }: Report): string {
  if (stale.length === 0) return '';
  return [
    '> [!CAUTION]',
    '> **This review is out of date. Plan it again, because:**',
    ...stale.map((why) => `> - ${text(cut(why, 300))}`),
  ].join('\n');
}

/**
 * The sections of all apps, each in as much detail as there is room for: all of them get counts, then addresses, then values, the short ones first.
 * Undefined if there is no room for counts.
 */
function fitting({ apps, places }: Report, room: number): string[] | undefined {
  const all = apps.filter(({ result }) => result.kind !== 'unchanged').map((app) => ({ app, text: '', isOpen: true }));
  let left = room;
  for (const detail of [...details].reverse()) {
    for (const one of all.toSorted((a, b) => a.text.length - b.text.length)) {
      if (!one.isOpen) continue;
      const text = section(one.app, places, detail);
      const more = text.length - one.text.length + (one.text === '' && text !== '' ? separator : 0);
      // More detail is never shorter: then it is not even made.
      one.isOpen = more <= left;
      if (!one.isOpen) {
        if (detail === 'counts') return undefined;
        continue;
      }
      left -= more;
      one.text = text;
    }
  }
  return left < 0 ? undefined : all.map(({ text }) => text).filter(Boolean);
}

function section(app: ReviewedApp, places: Report['places'], detail: Detail): string {
  const { result } = app;
  if (result.kind === 'failed') {
    if (detail === 'nothing') return '';
    const most = { everything: 20_000, 'shorter values': 4_000, 'shortest values': 1_000, addresses: 500, counts: 200 }[
      detail
    ];
    return folded(`${placeOf(app)}: failed`, block('', cut(result.error, most).split('\n')), true);
  }
  const lines = sectionLines(app, places[placeOf(app)], detail);
  if (lines.length === 0) return '';
  // Shorter values are marked as such themselves.
  const short = detail === 'addresses' || detail === 'counts' ? `; shown here: ${detail}` : '';
  return folded(
    `${placeOf(app)}: ${countsText(countsOf(app))}${short}`,
    block(
      'diff',
      lines.map(({ sign, text: words }) => `${sign} ${words}`),
    ),
    lines.length <= shortLines,
  );
}

const folded = (title: string, body: string, isOpen = false) =>
  `<details${isOpen ? ' open' : ''}><summary>${html(title)}</summary>\n\n${body}\n\n</details>`;

function foldedWaivers(report: Report, most: number): string {
  const all = waivers(report);
  return all.length === 0 ? '' : folded(waiversTitle(all.length), shortened(all.join('\n'), most));
}

/** Returns as many complete lines as fit. If omitting lines does not make the text shorter, returns all lines. */
function shortened(part: string, most: number): string {
  if (part.length <= most) return part;
  const lines = part.split('\n');
  let kept = 0;
  let total = 60;
  while (kept < lines.length && total + lines[kept]!.length + 1 <= most) total += lines[kept++]!.length + 1;
  const short = [...lines.slice(0, kept), '', `${lines.length - kept} more lines are in the whole report.`].join('\n');
  return short.length < part.length ? short : part;
}
