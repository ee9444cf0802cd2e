import '@malinshopper/text/console';
import { accounts, inWords, ledgerOf } from '@malinshopper/environments';
import { Argument, Command, Option } from 'commander';
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { coverageCounts } from './standards/counts';
import { coverageDocument, coverageFile } from './standards/document';
import { missingRows } from './closed-world/missing';
import { scenarios, subjectOf, type Scenario } from './scenarios';
import { linesOf } from './lines';
import { isClean, reportOf } from './report/report';
import { sarif } from './report/sarif';
import { terminal } from './report/terminal';
import { rules } from './rules';
import { run } from './run';
import { documentsOf, worldOf } from './worlds';

interface Options {
  readonly format: 'terminal' | 'json';
  readonly sarif?: string;
  readonly coverage?: boolean;
  readonly write?: boolean;
  readonly quotas?: boolean;
  readonly explain?: string;
  readonly attributes?: boolean;
}

function printQuotas(): void {
  const places = Object.values(accounts).flatMap((account) => account.regions.map((region) => ({ account, region })));
  for (const { account, region } of places) {
    console.log(`${account.name} (${account.id})`);
    for (const entry of ledgerOf(account, region))
      console.log(`  ${entry.sum > entry.granted ? '✖' : '✔'} ${inWords(entry)}`);
  }
}

new Command('npm run policy --')
  .description('Judges every resource of the environments by the rules, and ends with 1 if it finds a fault.')
  .addArgument(
    new Argument('[environments...]', 'the environments').choices(scenarios).default([...scenarios], 'all of them'),
  )
  .addOption(new Option('--format <form>', 'the form of the report').choices(['terminal', 'json']).default('terminal'))
  .option('--sarif <file>', 'also write it to a file, in the format of GitHub’s code scanning')
  .option('--coverage', 'print how many resources each rule judged, over all environments')
  .option('--write', `with --coverage: write the coverage of the rules to ${coverageFile}`)
  .option('--quotas', "print the use of each account's quotas by its environments, and how many branches fit")
  .option('--explain <id>', 'print a rule: its reason, fix, standards and their pages, its breaks, its waivers')
  .option('--attributes', 'print the attributes that no rule and no person has judged yet, over all environments')
  .action(
    async (chosen: Scenario[], { format, sarif: file, coverage, write, quotas, explain: id, attributes }: Options) => {
      if (quotas) return printQuotas();
      if (id !== undefined) return console.log((await import('./explain/explain')).explain(id));
      if (attributes) {
        const documents = await Promise.all(scenarios.map((each) => documentsOf(subjectOf(each))));
        return console.log(missingRows(documents.map(worldOf)));
      }
      const outcomes = [];
      for (const kind of coverage ? scenarios : chosen) outcomes.push(await run(kind));
      if (coverage) {
        if (write) writeFileSync(coverageFile, coverageDocument(outcomes));
        else console.log(coverageCounts(rules, outcomes));
        return;
      }
      // Lines are looked up only for findings that are shown: this takes another synthesis.
      const wanted = outcomes.filter(({ judged }) =>
        judged.some(({ fault, waiver }) => fault && (file !== undefined || !waiver)),
      );
      const report = reportOf(outcomes, await linesOf(wanted.map(({ scenario }) => scenario)));
      if (file !== undefined) {
        // Relative to the caller's directory (npm documentation, "npm run", INIT_CWD).
        writeFileSync(resolve(process.env['INIT_CWD'] ?? '.', file), JSON.stringify(sarif(report), null, 2));
      }
      console.log(format === 'terminal' ? terminal(report) : JSON.stringify(report, null, 2));
      if (!isClean(report)) process.exitCode = 1;
    },
  )
  .parseAsync()
  .catch((error: unknown) => {
    const text = error instanceof Error ? (process.env['DEBUG'] ? error.stack : error.message) : String(error);
    console.error(text);
    process.exitCode = 2;
  });
