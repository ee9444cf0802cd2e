import { visible } from '@malinshopper/text';
import pc from 'picocolors';
import type { Severity } from '../rules/rule';
import type { Finding } from './finding';
import type { Report } from './report';

const order: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
const colour: Record<Severity, (text: string) => string> = {
  critical: pc.red,
  high: pc.red,
  medium: pc.yellow,
  low: pc.dim,
};

/** The report for a terminal: the worst findings first, each rule once with all of its findings. */
export function terminal({ environments, findings, waived, dead }: Report): string {
  const kinds = environments.map(({ scenario, resources, verdicts, milliseconds }) => {
    const of = (list: readonly Finding[]) => list.filter((finding) => finding.scenario === scenario).length;
    const count = of(findings);
    const mark = count > 0 ? pc.red('✖') : pc.green('✔');
    return (
      `${mark} ${scenario.padEnd(10)} ${resources} resources, ${verdicts} verdicts in ${milliseconds} ms: ` +
      `${count === 0 ? 'no finding' : pc.red(`${count} findings`)}, ${of(waived)} waived`
    );
  });
  return [
    ...ruleTexts(findings),
    ...dead.map(
      ({ rule, path, because }) => `${pc.red('waiver')} ${pc.bold(rule)} of ${visible(path)} ${visible(because)}\n`,
    ),
    ...kinds,
  ].join('\n');
}

function ruleTexts(findings: readonly Finding[]): string[] {
  const byRule = new Map<string, Finding[]>();
  const worstFirst = [...findings].sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
  for (const finding of worstFirst) byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
  return [...byRule.values()].map((found) => {
    const { rule, severity, title, why, fix } = found[0]!;
    return [
      `${colour[severity](severity)} ${pc.bold(rule)} ${title}`,
      ...places(found),
      pc.dim(`  why: ${why}`),
      `  fix: ${fix}`,
      '',
    ].join('\n');
  });
}

/** Each fault once, with all of its environments. */
function places(found: readonly Finding[]): string[] {
  const same = new Map<string, Finding[]>();
  for (const finding of found) {
    const id = `${finding.path} ${finding.fault}`;
    same.set(id, [...(same.get(id) ?? []), finding]);
  }
  return [...same.values()].map((findings) => {
    const { address, path, fault, lines } = findings[0]!;
    const [made, asked] = lines;
    const where = made === undefined ? '' : `\n    ${made}${asked === undefined ? '' : `, asked for at ${asked}`}`;
    return visible(
      `  ${findings.map(({ scenario }) => scenario).join(', ')}: ${address} (${path})\n    ${fault}${where}`,
    );
  });
}
