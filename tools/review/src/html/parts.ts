import { placeOf } from '../record/record';
import type { Destructive } from '../report/destructive';
import type { Report } from '../report/report';
import { commitName, lossTitles } from '../report/words';
import { escape } from './escape';

const code = (words: string) => `<code>${escape(words)}</code>`;
const list = (items: readonly string[], kind = '') =>
  `<ul${kind && ` class="${kind}"`}>${items.map((one) => `<li>${one}</li>`).join('')}</ul>`;

/** What is destroyed, replaced, possibly replaced and forgotten. */
export function losses({ destructive }: Report): string {
  const parts = Object.entries(lossTitles).map(([action, title]) => {
    const some = destructive.filter((one) => one.action === action);
    return some.length === 0 ? '' : `<h2>${title} (${some.length})</h2>${list(some.map(loss), 'losses')}`;
  });
  return parts.join('');
}

function loss(one: Destructive): string {
  const { address, holds, why, protection, place } = one;
  const isTold = protection.length > 0 && (holds !== undefined || protection[0] !== 'none');
  const guards =
    isTold && `protection: ${protection.map((guard) => (guard === 'none' ? '<b>none</b>' : escape(guard))).join('; ')}`;
  const made = place && `made by ${code(place.construct)}${place.line === undefined ? '' : ` at ${code(place.line)}`}`;
  const lines = [why && `why: ${escape(why)}`, guards, made].filter(Boolean) as string[];
  return `${code(address)} in ${code(placeOf(one))} ${holds === undefined ? '' : `<span class="holds">${escape(holds)}</span>`}${list(lines)}`;
}

/** What changed outputs of one app mean for others. */
export function effects({ effects: all }: Report): string {
  if (all.length === 0) return '';
  const items = all.map(({ from, to, outputs, certain, possible, unplanned }) => {
    const names = outputs.map(({ name, was, is }) => `${code(name)} (${escape(was)} → ${escape(is)})`).join(', ');
    const follows =
      unplanned === undefined
        ? [
            `certain: ${certain === 0 ? 'nothing' : `${certain} of its resources change anyway`}`,
            ...possible.map(
              ({ address, action, onlyIf }) =>
                `possible: ${action} ${code(address)}, only if ${onlyIf.map(code).join(' or ')} really changes`,
            ),
          ]
        : [`<b>not known what follows</b>: ${escape(unplanned)}`];
    return `${code(to)} reads ${code(from)}: ${names}${list(follows)}`;
  });
  return `<h2>Across apps</h2>${list(items)}`;
}

/** What the rules say of the change. */
export function policy({ policy: found }: Report): string {
  if (!found) return '<h2>Policy</h2><p><b>The rules were not asked.</b></p>';
  const items = [...found.findings, ...found.waived].map(
    ({ severity, rule, title, kind, address, fault, lines, waiver }) => {
      const where = `${code(`${kind} ${address}`)}${lines[0] === undefined ? '' : ` at ${code(lines[0])}`}`;
      if (!waiver) return `<b>${escape(severity)}</b> ${code(rule)} ${escape(title)}: ${where}: ${escape(fault)}`;
      return `waived ${code(rule)} ${where}: ${escape(waiver.reason)} (${escape(waiver.owner)}, until ${escape(waiver.expires)})`;
    },
  );
  return items.length === 0 ? '' : `<h2>Policy</h2>${list(items)}`;
}

/** Who has to approve: the owners of what changes. */
export function approvers({ approvers: all, withoutOwner }: Report): string {
  if (all.length === 0 && withoutOwner.length === 0) return '';
  const items = all.map(({ owner, places }) => `${code(owner)} for ${places.map(code).join(', ')}`);
  const open = withoutOwner.length > 0 ? [`<b>no owner is known</b> of ${withoutOwner.map(code).join(', ')}`] : [];
  return `<h2>Who has to approve</h2>${list([...items, ...open])}`;
}

/** What the plans were made from. */
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
  return `<details><summary>What this was planned from</summary><div class="scroll"><table class="words"><thead><tr>${head.map((one) => `<th>${one}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div></details>`;
}
