import '@malinshopper/text/console';
import { accountNames, type AccountName } from '@malinshopper/environments';
import { printCommandsFor } from '@malinshopper/terraform';
import { Argument, Command } from 'commander';
import { preflight } from './preflight';
import { isReady, report } from './report';

// The warning of the SDK about the version of Node is for the maintainers of this repository.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
printCommandsFor(process.env);

new Command('npm run preflight --')
  .description(
    'Asks an AWS account whether it is ready for a deploy, changes nothing, and ends with 1 if a line failed.',
  )
  .addArgument(
    new Argument('<account>', 'which one, by its name in environments/src/accounts.ts').choices(accountNames),
  )
  .option('--json', 'print the lines as JSON, for a program')
  .action(async (account: AccountName, { json }: { json?: boolean }) => {
    const lines = await preflight(account);
    console.log(json ? JSON.stringify(lines, null, 2) : report(account, lines));
    if (!isReady(lines)) process.exitCode = 1;
  })
  .parseAsync()
  .catch((error: unknown) => {
    const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
    console.error(text);
    process.exitCode = 2;
  });
