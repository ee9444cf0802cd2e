import { join } from 'node:path';
import { repositoryRoot } from '@malinshopper/synth';
import type { Outcome } from '../run';
import { rules } from '../rules';
import { checkov } from './catalogue';
import { checkovAnswers, requirementAnswers, type Answer } from './coverage';
import { notJudged } from './not-judged';

export const coverageFile = join(repositoryRoot, 'docs', 'policy-coverage.md');

/**
 * The coverage of the rules, and its gaps, as a document. It contains no counts: it changes with a rule, a catalogue or
 * a new resource type, and not with one more resource (counts.ts prints the counts).
 */
export function coverageDocument(outcomes: readonly Pick<Outcome, 'types'>[]): string {
  const types = typesOf(outcomes);
  const unused = Object.keys(checkov).filter((type) => !types.has(type));
  return `${[
    '# Coverage of the rules',
    'Written by `npm run policy -- --coverage --write`; `npm test` checks that it is current. `npm run policy -- --coverage` ' +
      'prints how many resources each rule judged.',
    '## Rules',
    table(
      ['rule', 'asks', 'of', 'standard rules that it covers'],
      [...rules]
        .sort((one, other) => one.id.localeCompare(other.id, 'en', { numeric: true }))
        .map(({ id, title, types: of, covers = [] }) => [id, title, of.join(', ') || 'every type', covers.join(', ')]),
    ),
    '## checkov 3.3.13, for every resource type of this repository',
    answers(checkovAnswers(rules, types, notJudged)),
    `No environment creates these types, for which it has rules too: ${unused.join(', ')}.`,
    '## Requirements',
    answers(requirementAnswers(rules, notJudged)),
    '## AWS FSBP, cdk-nag and tfsec',
    `Their rules that are covered: ${standards(rules.flatMap(({ id, covers = [] }) => [id, ...covers])).join(', ')}.`,
    'Their rules that are not covered:',
    table(
      ['id', 'why'],
      standards(Object.keys(notJudged)).map((id) => [id, notJudged[id]!]),
    ),
  ].join('\n\n')}\n`;
}

/** The resource types that the apps create, over all environments. */
export function typesOf(outcomes: readonly Pick<Outcome, 'types'>[]): ReadonlySet<string> {
  return new Set(outcomes.flatMap(({ types }) => types));
}

/** The ids of standards that have no catalogue here. */
export const standards = (ids: readonly string[]) =>
  [...new Set(ids)].filter((id) => /^(FSBP\.|AwsSolutions-|NIST|tfsec\b|CIS)/.test(id)).sort();

function answers(all: readonly Answer[]): string {
  const byType = all.some(({ type }) => type !== undefined);
  return table(
    [...(byType ? ['type'] : []), 'id', 'asks', 'covered by'],
    all.map(({ type, id, asks, rules: by, why }) => [
      ...(byType ? [type ?? ''] : []),
      id,
      asks,
      [by.filter((rule) => rule !== id).join(', ') || (by.length > 0 ? 'the rule with this id' : ''), why ?? '']
        .filter(Boolean)
        .join('; ') || '**none**',
    ]),
  );
}

/** A table in Markdown. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
