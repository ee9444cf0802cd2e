import '@malinshopper/text/console';
import { environment } from '@malinshopper/environments';
import { Command, Option } from 'commander';
import { printCommandsFor } from '../commands/printed-commands';
import { moment } from './moment';
import { recoverContent, recoverable } from './recover-content';
import { recoverDatabase } from './database';

printCommandsFor(process.env);

const data = 'apps/data';

const program = new Command('npm run recover --').description(
  'Restores what an environment has lost from its own backups and versions: docs/recovery.md has the steps of each disaster.',
);

program
  .command('database')
  .description('restore the database server of an environment that has lost it, from a snapshot')
  .argument('<environment>')
  .option('--snapshot <name>', 'this one @default - the newest')
  .option('--yes', 'do not ask')
  .action(async (name: string, { snapshot, yes }: { snapshot?: string; yes?: boolean }) => {
    const done = await recoverDatabase(data, environment(name), {
      ...(snapshot !== undefined && { snapshot }),
      ...(yes && { yes }),
    });
    console.log(
      `Restored: ${done.identifier} from ${done.snapshot}. It contains the data until ${done.at.toISOString()}. ` +
        `Next, update the resources that refer to the server: npm run plan -- ${name} --review review, ` +
        `then npm run deploy -- ${name} --app data --reviewed review/review.json (docs/recovery.md).`,
    );
  });

interface ContentFlags {
  readonly bucket: (typeof recoverable)[number];
  readonly since?: Date;
  readonly copy?: string | true;
  readonly yes?: boolean;
}

program
  .command('content')
  .description('bring objects of a bucket back, from their versions and from a copy')
  .argument('<environment>')
  .addOption(new Option('--bucket <name>', 'which one').choices(recoverable).default('content'))
  .option('--since <time>', 'objects that were deleted since then, such as 2026-11-30T02:00:00Z', moment)
  .option('--copy [arn]', 'objects without a version, from the newest copy in the vault or from this one')
  .option('--yes', 'do not ask')
  .action(async (name: string, flags: ContentFlags) => {
    const done = await recoverContent(data, environment(name), flags);
    const copied = done.copiedAt ? `; what had no version is as the copy of ${done.copiedAt.toISOString()} has it` : '';
    console.log(`Restored: ${done.undeleted} objects of ${done.bucket} from their versions${copied}.`);
  });

program.parseAsync().catch((error: unknown) => {
  const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
  console.error(text);
  process.exitCode = 1;
});
