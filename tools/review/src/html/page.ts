import type { Line } from '../difference/text';
import { placeOf, type ReviewedApp } from '../record/record';
import { countsOf } from '../report/counts';
import { headline } from '../report/headline';
import type { Report } from '../report/report';
import { sectionLines, shortLines } from '../report/section';
import { countsText, tableOf } from '../report/words';
import { escape } from './escape';
import { approvers, effects, losses, lossOfData, policy, provenance, rehearsed } from './parts';
import { style } from './style';

/** The report as a page of its own: nothing is shortened, nothing is loaded, no script runs. */
export function page(report: Report): string {
  const { text, tone } = headline(report);
  const title = escape(text);
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    // Whatever a plan contains, the page can load and run nothing (W3C, "Content Security Policy Level 3").
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${title}</title><style>${style}</style></head><body>`,
    `<h1 class="${tone}">${title}</h1>`,
    stale(report),
    lossOfData(report),
    table(report),
    losses(report),
    rehearsed(report),
    effects(report),
    policy(report),
    approvers(report),
    report.apps.length > 0 ? '<h2>Changes</h2>' : '',
    ...report.apps.map((app) => section(app, report)),
    provenance(report),
    '</body></html>',
  ]
    .filter(Boolean)
    .join('\n')
    .concat('\n');
}

function stale({ stale: all }: Report): string {
  if (all.length === 0) return '';
  return `<div class="alert"><b>This review is out of date. Plan it again, because:</b><ul>${all.map((why) => `<li>${escape(why)}</li>`).join('')}</ul></div>`;
}

function table({ rows }: Report): string {
  const unchanged = rows.filter(({ state, fault }) => state === 'unchanged' && fault === undefined);
  const others = rows.filter((row) => !unchanged.includes(row));
  const names = unchanged.map((row) => `<code>${escape(placeOf(row))}</code>`).join(', ');
  const said = names && `<p>Unchanged since their last deploy, and not planned: ${names}</p>`;
  if (others.length === 0) return said;
  const { head, rows: all } = tableOf(others);
  const body = all.map((row) => {
    const cells = row.map(({ words, strong }, index) =>
      index === 0
        ? `<td><code>${escape(words)}</code></td>`
        : `<td${strong ? ' class="strong"' : ''}>${escape(words)}</td>`,
    );
    return `<tr>${cells.join('')}</tr>`;
  });
  return `<div class="scroll"><table><thead><tr>${head.map((name) => `<th>${name}</th>`).join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>${said}`;
}

const classes: Readonly<Record<Line['sign'], string>> = { '+': 'add', '-': 'del', '!': 'mod', ' ': '' };

function section(app: ReviewedApp, { places }: Report): string {
  const { result } = app;
  const name = `<code>${escape(placeOf(app))}</code>`;
  if (result.kind === 'unchanged') return '';
  if (result.kind === 'failed') {
    return `<details open><summary>${name} failed</summary><pre><span class="del">${escape(result.error)}</span></pre></details>`;
  }
  const lines = sectionLines(app, places[placeOf(app)], 'everything');
  if (lines.length === 0) return '';
  const shown = lines.map(
    ({ sign, text }) => `<span${classes[sign] && ` class="${classes[sign]}"`}>${sign} ${escape(text)}</span>`,
  );
  const open = lines.length <= shortLines ? ' open' : '';
  return `<details${open}><summary>${name} ${escape(countsText(countsOf(app)))}</summary><pre>${shown.join('')}</pre></details>`;
}
