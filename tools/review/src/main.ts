import { readFileSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { show } from './difference/show';
import { page } from './html/page';
import { parseContext, parsePlanned } from './input';
import { markdown } from './markdown/markdown';
import { parseRecord, writeRecord } from './record/record';
import { review } from './record/review';
import { refines } from './refine/refines';
import { headline } from './report/headline';
import { isWhole, reportOf } from './report/report';

interface Files {
  readonly context: string;
  readonly record?: string;
  readonly comment?: string;
  readonly page?: string;
  readonly pageUrl?: string;
}

/** The key of the digests of secrets: the same for a review and for the deploy of it. */
function reviewKey(): string {
  const key = process.env['REVIEW_KEY'];
  if (key) return key;
  throw new Error(
    'REVIEW_KEY is not set: it is the key of the digests that stand for secrets, the same in a review and in its deploy.',
  );
}

const program = new Command('review').description(
  'What plans would do, for those who decide on it. It asks nothing but the files that are named.',
);

program
  .command('report <plans>')
  .description('write what is told of plans, a file of PlannedApp[]; the exit code is 1 if it is not all of them')
  .requiredOption('--context <file>', 'what is to be reviewed, and what is known besides the plans')
  .option('--record <file>', 'what was reviewed, as data, for the deploy')
  .option('--comment <file>', 'the comment of the pull request, in Markdown')
  .option('--page <file>', 'the whole report as a page')
  .option('--page-url <url>', 'where that page will be, for the comment')
  .action((plans: string, files: Files) => {
    const apps = review(parsePlanned(readFileSync(plans, 'utf8'), plans), { key: reviewKey() });
    const report = reportOf({ apps, ...parseContext(readFileSync(files.context, 'utf8'), files.context) });
    if (files.record) writeFileSync(files.record, writeRecord(apps));
    if (files.comment)
      writeFileSync(files.comment, `${markdown(report, files.pageUrl ? { page: files.pageUrl } : {})}\n`);
    if (files.page) writeFileSync(files.page, page(report));
    console.log(headline(report).text);
    if (!isWhole(report)) process.exitCode = 1;
  });

program
  .command('compare <record> <plans>')
  .description('say in what new plans go beyond the reviewed ones; the exit code is 1 if they do')
  .action((record: string, plans: string) => {
    const key = reviewKey();
    const fresh = review(parsePlanned(readFileSync(plans, 'utf8'), plans), { key });
    const found = refines(parseRecord(readFileSync(record, 'utf8')).apps, fresh, { key });
    for (const { environment, app, kind, address, what, reviewed, fresh: now } of found) {
      const values = reviewed === undefined ? '' : ` (reviewed: ${show(reviewed)}, now: ${show(now)})`;
      console.log(`${environment}/${app}: ${kind}: ${address === undefined ? '' : `${address}: `}${what}${values}`);
    }
    if (found.length > 0) process.exitCode = 1;
  });

try {
  program.parse();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
