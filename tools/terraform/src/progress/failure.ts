import { visibleOnTerminal } from '@malinshopper/text';
import type { Configuration } from '../configuration';
import { adviceFor } from './advice';
import type { Diagnostic } from './events';

/** The report of a failure, for a person: each error with its resource, the construct that made it, and the next step. */
export function failureReport(
  what: string,
  diagnostics: readonly Diagnostic[],
  configuration: Pick<Configuration, 'constructPath'>,
  otherwise = '',
): string {
  const all = diagnostics.filter(({ severity }) => severity === 'error');
  // Terraform reports "execution halted" once for each operation that it did not begin: that adds nothing to the cause.
  const causes = all.filter(({ summary }) => summary !== 'execution halted');
  const errors = causes.length > 0 ? causes : all;
  if (errors.length === 0) {
    return visibleOnTerminal([`${what} failed.`, otherwise, advice(otherwise)].filter(Boolean).join('\n'));
  }
  const blocks = errors.map((error) => describe(error, configuration));
  // The same error of many resources is listed for each resource, but its advice only once.
  const advices = new Set(errors.map(({ summary, detail }) => advice(`${summary}\n${detail}`)).filter(Boolean));
  return visibleOnTerminal([`${what} failed.`, ...blocks, ...advices].join('\n'));
}

const advice = (text: string) => {
  const next = adviceFor(text);
  return next && `  Next step: ${next}`;
};

function describe(
  { summary, detail, address }: Diagnostic,
  configuration: Pick<Configuration, 'constructPath'>,
): string {
  const path = address && configuration.constructPath(address);
  const lines = [summary, ...detail.split('\n')].filter((line) => line.trim() !== '').map((line) => `    ${line}`);
  const place = address && `    in ${address}${path ? ` (construct ${path})` : ''}`;
  return ['', ...lines, ...(place ? [place] : [])].join('\n');
}
