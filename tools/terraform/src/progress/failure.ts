import { visibleOnTerminal } from '@malinshopper/text';
import type { Configuration } from '../configuration';
import { adviceFor } from './advice';
import type { Diagnostic } from './events';

/** What went wrong, for a person: each error with its resource, the construct that made it, and what to do next. */
export function failureReport(
  what: string,
  diagnostics: readonly Diagnostic[],
  configuration: Pick<Configuration, 'constructPath'>,
  otherwise = '',
): string {
  const all = diagnostics.filter(({ severity }) => severity === 'error');
  // Terraform says "execution halted" once for each thing that it did not begin: that is no news beside the cause.
  const causes = all.filter(({ summary }) => summary !== 'execution halted');
  const errors = causes.length > 0 ? causes : all;
  if (errors.length === 0) {
    return visibleOnTerminal([`${what} failed.`, otherwise, advice(otherwise)].filter(Boolean).join('\n'));
  }
  const blocks = errors.map((error) => describe(error, configuration));
  // The same error of many resources is worth reading once per resource, but its advice only once.
  const advices = new Set(errors.map(({ summary, detail }) => advice(`${summary}\n${detail}`)).filter(Boolean));
  return visibleOnTerminal([`${what} failed.`, ...blocks, ...advices].join('\n'));
}

const advice = (text: string) => {
  const next = adviceFor(text);
  return next && `  What to do: ${next}`;
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
