import { cut } from '../difference/show';
import type { Effect } from '../report/effects';
import type { Report } from '../report/report';
import { nothingWrong, notAsked, policyItems, type PolicyItems, type Where } from '../report/policy';
import { rehearsalTitle } from '../report/words';
import { block, code, text } from './escape';

/** The certain and the possible consequences of an app's changed outputs for other apps. */
export function effects({ effects: all }: Report): string {
  if (all.length === 0) return '';
  return ['### Across apps', '', ...all.flatMap(effectLines)].join('\n');
}

function effectLines({ from, to, outputs, certain, possible, unplanned }: Effect): string[] {
  const names = outputs.map(({ name, was, is }) => `${code(name)} (${text(cut(was, 60))} → ${text(cut(is, 60))})`);
  const head = `- ${code(to)} reads ${code(from)}, of which ${outputs.length === 1 ? 'an output changes' : 'outputs change'}: ${names.join(', ')}`;
  if (unplanned !== undefined) return [head, `- **consequences are unknown**: ${text(unplanned)}`];
  return [
    head,
    `  - certain: ${certain === 0 ? 'nothing' : `${certain} of its resources change anyway`}`,
    ...possible.map(
      ({ addresses, action, onlyIf }) =>
        `  - possible, only if ${onlyIf.map(code).join(' or ')} changes: ${action} ${addresses.map(code).join(', ')}`,
    ),
  ];
}

/** The findings of the policy rules in the change. */
export function policy({ policy: found }: Report): string {
  const lines = found ? policyLines(policyItems(found)) : [`**${notAsked}**`];
  return ['### Policy', '', ...lines].join('\n');
}

function policyLines({ refused, findings }: PolicyItems): string[] {
  if (refused.length + findings.length === 0) return [nothingWrong];
  return [
    ...refused.map(({ place, why }) => `- **production refuses** the plan of ${code(place)}: ${text(why)}`),
    ...findings.map(({ finding, where }) => {
      const { severity, rule, title, fault, lines } = finding;
      const line = lines[0] === undefined ? '' : ` at ${code(lines[0])}`;
      return `- **${text(severity)}** ${text(fault)}${line} (${code(rule)}: ${text(title)}): ${inPlaces(where)}`;
    }),
  ];
}

const mostPlaces = 10;

function inPlaces(all: readonly Where[]): string {
  const shown = all
    .slice(0, mostPlaces)
    .map(({ address, places }) => `${code(address)} in ${places.map(code).join(', ')}`);
  const more = all.length > mostPlaces ? ` and ${all.length - mostPlaces} more` : '';
  return `${shown.join('; ')}${more}`;
}

/** The waivers that the change uses, as the lines of a list: the accepted findings, with reasons. */
export function waivers({ policy: found }: Report): string[] {
  return (found ? policyItems(found).waivers : []).map(({ finding, where }) => {
    const { rule, title, waiver, fault } = finding;
    const { reason = '', owner = '', expires = '' } = waiver ?? {};
    const what = title === '' ? fault : title;
    return `- ${code(rule)} (${text(what)}) is waived for ${inPlaces(where)}: ${text(reason)} (${text(owner)}, until ${text(expires)})`;
  });
}

const mostWords = 5_000;

/** The outcome of applying the change on an embedded AWS. */
export function rehearsed({ rehearsals }: Report): string {
  const failed = rehearsals.filter(({ words }) => words !== undefined).length;
  // Later cuts are by lines, and a fence must be closed.
  const most = Math.floor(mostWords / Math.max(1, failed));
  const lines = rehearsals.flatMap(({ environment, state, line, words }) => [
    `- ${code(environment)}: ${state === 'failed' ? `**${text(line)}**` : text(line)}`,
    ...(words === undefined ? [] : ['', block('', cut(words, most).split('\n')), '']),
  ]);
  return lines.length === 0 ? '' : [`### ${rehearsalTitle}`, '', ...lines].join('\n');
}

/** The required approvals: the owners of the changes. */
export function approvers({ approvers: all, withoutOwner }: Report): string {
  if (all.length === 0 && withoutOwner.length === 0) return '';
  return [
    '### Approvals',
    '',
    ...all.map(({ owner, places }) => `- ${code(owner)} for ${places.map(code).join(', ')}`),
    ...(withoutOwner.length > 0 ? [`- **no owner is known** of ${withoutOwner.map(code).join(', ')}`] : []),
  ].join('\n');
}
