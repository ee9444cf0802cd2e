import '@malinshopper/text/console';
import { Command } from 'commander';
import { repositoryRoot } from '@malinshopper/synth';
import { printCommandsFor } from '../commands/printed-commands';
import { writeWhole } from '../files';
import { givenPath } from '../paths';
import { isInterrupted } from '../run/interrupt';
import { reviewKey } from '../review/key';
import { drift } from './drift';
import { repair } from './repair';
import { hasDrifted, inWords, type DriftReport } from './report';

printCommandsFor(process.env);

interface Flags {
  readonly json?: string;
  readonly repair?: string;
}

const program = new Command('npm run drift --')
  .description(
    'Compares environments with AWS, and shows drift: resources that were changed or deleted there, and not by a deploy. Nothing is changed. Exits with 2 if there is drift.',
  )
  .argument('<environments...>', 'testing staging production, or a branch such as feature/checkout')
  .option('--json <file>', 'also write the reports as data')
  .option('--repair <folder>', 'plan the repair of the drift, and write that plan there for its review')
  .action(async (names: string[], { json, repair: folder }: Flags) => {
    const key = reviewKey(repositoryRoot);
    const reports: DriftReport[] = [];
    for (const name of names)
      reports.push(...(await drift(name, { key, onReport: (report) => console.log(inWords(report)) })));
    if (json !== undefined) writeWhole(givenPath(json), `${JSON.stringify(reports, null, 2)}\n`);
    if (reports.some(hasDrifted)) process.exitCode = 2;
    if (folder !== undefined) console.log(`\n${await repair(names, reports, givenPath(folder))}`);
  });

program.parseAsync().catch((error: unknown) => {
  const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
  console.error(text);
  process.exitCode = isInterrupted() ? 130 : 1;
});
