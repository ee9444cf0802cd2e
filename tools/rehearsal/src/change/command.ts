import { openReporter, PlainReporter } from '@malinshopper/terraform';
import { root } from '../programs';
import { inWords, isWell } from './outcome';
import { rehearse as rehearseChange } from './rehearse';

/** `npm run rehearse -- --base main`: exits with 1 if the change could not be applied, did not converge, or lost something. */
export async function rehearse(
  environment: string,
  { base, json = false, recreate }: { base: string; json?: boolean; recreate?: readonly string[] },
): Promise<void> {
  // Data goes to standard output alone.
  const say = json ? console.error : console.log;
  const reporter = json ? async () => new PlainReporter(console.error) : openReporter;
  const outcome = await rehearseChange(environment, { base, root, say, reporter, ...(recreate && { recreate }) });
  console.log(json ? JSON.stringify(outcome, undefined, 2) : `\n${inWords(outcome)}`);
  if (!isWell(outcome)) process.exitCode = 1;
}
