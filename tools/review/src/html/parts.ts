import { placeOf } from '../record/record';
import type { Destructive } from '../report/destructive';
import type { Report } from '../report/report';
import { nothingWrong, notAsked, policyItems, waiversTitle, type PolicyItem } from '../report/policy';
import {
  atStake,
  broughtBack,
  commitName,
  commitOf,
  dayOf,
  deploysOf,
  doneTo,
  lossesOfData,
  lossTitles,
  rehearsalTitle,
} from '../report/words';
import { escape } from './escape';

const code = (words: string) => `<code>${escape(words)}</code>`;
const list = (items: readonly string[], kind = '') =>
  `<ul${kind && ` class="${kind}"`}>${items.map((one) => `<li>${one}</li>`).join('')}</ul>`;

/** Resources that hold or guard data and are deleted: a reviewer sees them before everything else. */
export function lossOfData({ destructive }: Report): string {
  const lines = lossesOfData(destructive).map(
    (one) =>
      `${code(one.address)} in ${code(placeOf(one))} will be <b>${doneTo(one)}</b>: it ${escape(one.holds!)}; protection: ${one.protection.map(escape).join('; ')}`,
  );
  return lines.length === 0 ? '' : `<div class="alert"><b>${atStake}</b>${list(lines)}</div>`;
}

/** The resources that are destroyed, replaced, possibly replaced and forgotten. */
export function losses({ destructive }: Report): string {
  const parts = Object.entries(lossTitles).map(([action, { title, ...more }]) => {
    const some = destructive.filter((one) => one.action === action);
    const note = 'note' in more ? `<p>${more.note}</p>` : '';
    return some.length === 0
      ? ''
      : `<h2>${title} (${some.length})</h2>${note}${lastDeploys(some)}${list(some.map(loss), 'losses')}`;
  });
  return parts.join('');
}

/** The commits with the code of resources that this code no longer has. */
const lastDeploys = (some: readonly Destructive[]) =>
  deploysOf(some)
    .map(
      ([place, from]) =>
        `<p>${code(place)} was last deployed from ${code(commitOf(from))} (${dayOf(from)}). ${broughtBack}</p>`,
    )
    .join('');

function loss(one: Destructive): string {
  const { address, holds, why, protection, place } = one;
  const isTold = protection.length > 0 && (holds !== undefined || protection[0] !== 'none');
  const guards =
    isTold && `protection: ${protection.map((guard) => (guard === 'none' ? '<b>none</b>' : escape(guard))).join('; ')}`;
  const made =
    place && `defined by ${code(place.construct)}${place.line === undefined ? '' : ` at ${code(place.line)}`}`;
  const lines = [guards, made].filter(Boolean) as string[];
  const head = `${code(address)} in ${code(placeOf(one))} ${holds === undefined ? '' : `<span class="holds">${escape(holds)}</span>`}`;
  // A resource that can be made again, and is not in the code, needs no list.
  if (lines.length === 0) return `${head}: ${escape(why)}`;
  return `${head}${list([...(why ? [`why: ${escape(why)}`] : []), ...lines])}`;
}

/** The consequences of an app's changed outputs for other apps. */
export function effects({ effects: all }: Report): string {
  if (all.length === 0) return '';
  const items = all.map(({ from, to, outputs, certain, possible, unplanned }) => {
    const names = outputs.map(({ name, was, is }) => `${code(name)} (${escape(was)} → ${escape(is)})`).join(', ');
    const follows =
      unplanned === undefined
        ? [
            `certain: ${certain === 0 ? 'nothing' : `${certain} of its resources change anyway`}`,
            ...possible.map(
              ({ addresses, action, onlyIf }) =>
                `possible, only if ${onlyIf.map(code).join(' or ')} changes: ${action} ${addresses.map(code).join(', ')}`,
            ),
          ]
        : [`<b>consequences are unknown</b>: ${escape(unplanned)}`];
    return `${code(to)} reads ${code(from)}: ${names}${list(follows)}`;
  });
  return `<h2>Across apps</h2>${list(items)}`;
}

/** The outcome of applying the change on an embedded AWS. */
export function rehearsed({ rehearsals }: Report): string {
  const items = rehearsals.map(({ environment, state, line, words }) => {
    const all = words === undefined ? '' : `<pre>${escape(words)}</pre>`;
    return `${code(environment)}: ${state === 'failed' ? `<b>${escape(line)}</b>` : escape(line)}${all}`;
  });
  return items.length === 0 ? '' : `<h2>${rehearsalTitle}</h2>${list(items)}`;
}

/** The findings of the rules for the change. */
export function policy({ policy: found }: Report): string {
  if (!found) return `<h2>Policy</h2><p><b>${notAsked}</b></p>`;
  const { refused, findings, waivers } = policyItems(found);
  const items = [
    ...refused.map(({ place, why }) => `<b>production refuses</b> the plan of ${code(place)}: ${escape(why)}`),
    ...findings.map((one) => {
      const { severity, rule, title, fault, lines } = one.finding;
      const line = lines[0] === undefined ? '' : ` at ${code(lines[0])}`;
      return `<b>${escape(severity)}</b> ${escape(fault)}${line} (${code(rule)}: ${escape(title)}): ${inPlaces(one)}`;
    }),
  ];
  const used = waivers.map((one) => {
    const { rule, title, waiver, fault } = one.finding;
    const { reason = '', owner = '', expires = '' } = waiver ?? {};
    const why = `${escape(reason)} (${escape(owner)}, until ${escape(expires)})`;
    return `${code(rule)} (${escape(title === '' ? fault : title)}) is waived for ${inPlaces(one)}: ${why}`;
  });
  const said = items.length === 0 ? `<p>${nothingWrong}</p>` : list(items);
  const folded = used.length > 0 && `<details><summary>${waiversTitle(used.length)}</summary>${list(used)}</details>`;
  return `<h2>Policy</h2>${said}${folded || ''}`;
}

const inPlaces = ({ where }: PolicyItem) =>
  where.map(({ address, places }) => `${code(address)} in ${places.map(code).join(', ')}`).join('; ');

/** The required approvals: the owners of the changes. */
export function approvers({ approvers: all, withoutOwner }: Report): string {
  if (all.length === 0 && withoutOwner.length === 0) return '';
  const items = all.map(({ owner, places }) => `${code(owner)} for ${places.map(code).join(', ')}`);
  const open = withoutOwner.length > 0 ? [`<b>no owner is known</b> of ${withoutOwner.map(code).join(', ')}`] : [];
  return `<h2>Approvals</h2>${list([...items, ...open])}`;
}

/** The sources of the plans. */
export function provenance({ apps }: Report): string {
  const head = ['app', 'commit', 'JSON', 'lock file', 'versions', 'state, serial', 'states read, serials'];
  const rows = apps.map((one) => {
    const { commit, clean, json, lockFile, versions, state, upstream } = one.provenance;
    const read = Object.entries(upstream).map(([name, of]) => `${name} ${of === 'planned' ? of : of.serial}`);
    const cells = [
      placeOf(one),
      commitName(commit, clean),
      json.slice(0, 12),
      lockFile.slice(0, 12),
      Object.entries(versions).flat().join(' '),
      state ? `${state.lineage} ${state.serial}` : 'none',
      read.join(', ') || 'none',
    ];
    return `<tr>${cells.map((cell) => `<td>${code(cell)}</td>`).join('')}</tr>`;
  });
  if (rows.length === 0) return '';
  return `<details><summary>Sources of the plans</summary><div class="scroll"><table class="words"><thead><tr>${head.map((one) => `<th>${one}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`;
}
