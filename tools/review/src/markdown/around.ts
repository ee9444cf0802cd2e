import { cut } from '../difference/show';
import type { Finding } from '@malinshopper/policy';
import type { Effect } from '../report/effects';
import type { Report } from '../report/report';
import { code, text } from './escape';

/** What changed outputs of one app mean for others: what is certain, and what is only possible. */
export function effects({ effects: all }: Report): string {
  if (all.length === 0) return '';
  return ['### Across apps', '', ...all.flatMap(effectLines)].join('\n');
}

function effectLines({ from, to, outputs, certain, possible, unplanned }: Effect): string[] {
  const names = outputs.map(({ name, was, is }) => `${code(name)} (${text(cut(was, 60))} → ${text(cut(is, 60))})`);
  const head = `- ${code(to)} reads ${code(from)}, of which ${outputs.length === 1 ? 'an output changes' : 'outputs change'}: ${names.join(', ')}`;
  if (unplanned !== undefined) return [head, `  - **not known what follows**: ${text(unplanned)}`];
  return [
    head,
    `  - certain: ${certain === 0 ? 'nothing' : `${certain} of its resources change anyway`}`,
    ...possible.map(
      ({ address, action, onlyIf }) =>
        `  - possible: ${action} ${code(address)}, only if ${onlyIf.map(code).join(' or ')} really changes`,
    ),
  ];
}

/** What the rules say of the change. */
export function policy({ policy: found }: Report): string {
  if (!found) return '### Policy\n\n**The rules were not asked.**';
  const { findings, waived } = found;
  if (findings.length === 0 && waived.length === 0) return '';
  return [
    '### Policy',
    '',
    ...findings.map(
      (one) => `- **${text(one.severity)}** ${code(one.rule)} ${text(one.title)}: ${where(one)}: ${text(one.fault)}`,
    ),
    ...waived.map(
      (one) =>
        `- waived ${code(one.rule)} ${where(one)}: ${text(one.waiver?.reason ?? '')} (${text(one.waiver?.owner ?? '')}, until ${text(one.waiver?.expires ?? '')})`,
    ),
  ].join('\n');
}

const where = ({ kind, address, lines }: Finding) =>
  `${code(`${kind} ${address}`)}${lines[0] === undefined ? '' : ` at ${code(lines[0])}`}`;

/** Who has to approve: the owners of what changes. */
export function approvers({ approvers: all, withoutOwner }: Report): string {
  if (all.length === 0 && withoutOwner.length === 0) return '';
  return [
    '### Who has to approve',
    '',
    ...all.map(({ owner, places }) => `- ${code(owner)} for ${places.map(code).join(', ')}`),
    ...(withoutOwner.length > 0 ? [`- **no owner is known** of ${withoutOwner.map(code).join(', ')}`] : []),
  ].join('\n');
}
