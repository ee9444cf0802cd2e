import { cut } from '../difference/show';
import { placeOf } from '../record/record';
import { isNothing, sum } from './counts';
import { policyItems, type PolicyItems } from './policy';
import { isWhole, type Report } from './report';
import { lossesOfData } from './words';

/** The severity, for the colour of the headline. */
export type Tone = 'error' | 'danger' | 'change' | 'quiet';

/** The first line: the missing plans, or else the losses, or else the number of changes. */
export function headline(report: Report): { readonly text: string; readonly tone: Tone } {
  const { stale, rehearsals } = report;
  if (!isWhole(report)) return { text: notRead(report), tone: 'error' };
  if (stale.length > 0) return { text: 'Do not approve: this plan is out of date', tone: 'error' };
  const failed = rehearsals.filter(({ state }) => state === 'failed').map(({ environment }) => environment);
  if (failed.length > 0) {
    return { text: `The rehearsal FAILED in ${failed.join(', ')}. ${changes(report).text}`, tone: 'error' };
  }
  const { text, tone } = changes(report);
  const faults = report.policy ? faultsOf(policyItems(report.policy)) : 0;
  if (faults === 0) return { text, tone };
  return { text: `Against the rules (${faults === 1 ? '1 finding' : `${faults} findings`}). ${text}`, tone: 'danger' };
}

const faultsOf = ({ refused, findings }: PolicyItems) => refused.length + findings.length;

/** The losses, or else the number of changes. */
function changes(report: Report): { readonly text: string; readonly tone: Tone } {
  const { rows } = report;
  const counts = sum(rows.map((row) => row.counts));
  const { destroy, replace, possibleReplace, forget, change, possibleChange, add, move, outputs } = counts;
  const lost = [
    { count: destroy, does: 'destroyed' },
    { count: replace, does: 'replaced' },
    { count: possibleReplace, does: 'possibly replaced' },
    { count: forget, does: 'forgotten' },
  ]
    .filter(({ count }) => count > 0)
    .map(({ count, does }, index) => `${index === 0 ? things(count) : count} ${does}`);
  if (lost.length > 0) {
    const holding = lossesOfData(report.destructive).map(({ address }) => cut(address, 80));
    const more = holding.length > shownByName ? ` and ${holding.length - shownByName} more` : '';
    const of = holding.length > 0 ? `; data at stake: ${holding.slice(0, shownByName).join(', ')}${more}` : '';
    return { text: `${lost.join(', ')}${of}`, tone: 'danger' };
  }
  if (isNothing(counts)) return { text: `No changes (${rows.length} of ${rows.length} apps read)`, tone: 'quiet' };
  const changed = [
    add > 0 && `${add} added`,
    change > 0 && `${change} changed`,
    possibleChange > 0 && `${possibleChange} possibly changed`,
    move > 0 && `${move} moved`,
    counts.import > 0 && `${counts.import} imported`,
    outputs > 0 && `${outputs} ${outputs === 1 ? 'output' : 'outputs'} changed`,
  ].filter(Boolean);
  return { text: `Nothing is destroyed or replaced: ${changed.join(', ')}`, tone: 'change' };
}

const shownByName = 3;
const things = (count: number) => (count === 1 ? '1 resource' : `${count} resources`);

function notRead({ rows }: Report): string {
  const open = rows.filter(({ fault }) => fault !== undefined);
  if (rows.length === 0) return 'Nothing was planned: there is no app to review';
  const names = open.map((row) => `${placeOf(row)} (${row.fault})`);
  const shown = names.slice(0, 5).join(', ');
  return `Do not approve: ${open.length} of ${rows.length} plans are missing or not complete: ${shown}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
}
