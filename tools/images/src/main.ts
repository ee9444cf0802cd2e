import '@malinshopper/text/console';
import { chosenTarget } from '@malinshopper/terraform';
import { Command } from 'commander';
import { images } from './images';

// The SDK's warning about Node's age is for the maintainers of this repository.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

new Command('npm run images')
  .description('Lists the pinned machine images that are not the newest, and ends with 1 if any is not.')
  .action(async () => {
    process.exitCode = await images(chosenTarget(), console.log);
  })
  .parseAsync()
  .catch((error: unknown) => {
    const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
    console.error(text);
    process.exitCode = 2;
  });
