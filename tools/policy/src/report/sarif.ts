import { visible } from '@malinshopper/text';
import type { Log, Location, ReportingDescriptor, Result } from 'sarif';
import type { Severity } from '../rules/rule';
import type { Finding } from './finding';
import type { Report } from './report';

const levels: Record<Severity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/**
 * The report for GitHub's code scanning and other tools (OASIS, "Static Analysis Results Interchange Format 2.1.0").
 * Waived findings are included as suppressed, with their reason.
 */
export function sarif({ findings, waived }: Report): Log {
  const all = [...findings, ...waived];
  const rules = [...new Map(all.map((finding) => [finding.rule, descriptor(finding)])).values()];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver: { name: 'malinshopper-policy', rules } }, results: all.map(result) }],
  };
}

const descriptor = ({ rule, title, why, fix, severity }: Finding): ReportingDescriptor => ({
  id: rule,
  shortDescription: { text: title },
  fullDescription: { text: why },
  help: { text: fix },
  defaultConfiguration: { level: levels[severity] },
});

function result({ rule, severity, scenario, address, path, fault, lines, waiver }: Finding): Result {
  const [made, ...callers] = lines;
  return {
    ruleId: rule,
    level: levels[severity],
    message: { text: visible(`${scenario}: ${address}: ${fault}`) },
    locations: [
      { ...(made !== undefined && place(made)), logicalLocations: [{ fullyQualifiedName: path, kind: 'resource' }] },
    ],
    ...(callers.length > 0 && { relatedLocations: callers.map(place) }),
    // One place can have findings in several environments, and of several rules.
    partialFingerprints: { 'finding/v1': `${rule} ${scenario} ${path} ${fault}` },
    ...(waiver && {
      suppressions: [
        { kind: 'external', justification: `${waiver.reason} (${waiver.owner}, until ${waiver.expires})` },
      ],
    }),
  };
}

function place(line: string): Location {
  const [uri = '', number = '1'] = line.split(':');
  return { physicalLocation: { artifactLocation: { uri }, region: { startLine: Number(number) } } };
}
