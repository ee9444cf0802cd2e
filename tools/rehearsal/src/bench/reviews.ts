import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RepositoryCopy } from '@malinshopper/affected/testing';
import { environment } from '@malinshopper/environments';
import { PlainReporter } from '@malinshopper/terraform';
import { bringUp, snapshotOf } from '../change/base';
import { sideAt } from '../change/side';
import { corpus } from '../edits/corpus';
import type { Edit } from '../edits/edit';
import { tryEdit, type Tried } from '../edits/try-edit';
import { root } from '../programs';
import { closeWorld } from '../world';
import { row } from './report';

/**
 * Reviews each edit of the corpus on the embedded AWS with `testing` deployed, deploys it, and compares. It takes about
 * a minute for each, and exits with 1 if a review differs from its deploy.
 * @throws Error if an edit of that name is not in the corpus
 */
export async function benchReviews(only: readonly string[]): Promise<void> {
  const edits = chosen(only);
  const folder = mkdtempSync(join(tmpdir(), 'reviews-'));
  try {
    const copy = new RepositoryCopy(folder, root);
    const testing = environment('testing');
    const side = await sideAt(folder, testing);
    const reporter = async () => new PlainReporter(() => undefined);
    await bringUp(side, testing, { commit: 'HEAD', say: console.log, reporter });
    const snapshot = (await snapshotOf(side))!;
    const tried: Tried[] = [];
    for (const edit of edits) {
      try {
        const one = await tryEdit(edit, { copy, side, environment: testing, snapshot });
        tried.push(one);
        console.log(lines(one));
      } catch (error) {
        console.log(`✖ ${edit.name}: it cannot be tried: ${(error as Error).message}`);
        process.exitCode = 1;
      }
    }
    totals(tried);
  } finally {
    await closeWorld();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In the order in which they are named. */
function chosen(only: readonly string[]): readonly Edit[] {
  if (only.length === 0) return corpus;
  return only.map((name) => {
    const edit = corpus.find((one) => one.name === name);
    if (edit) return edit;
    throw new Error(
      `The corpus has no edit ${JSON.stringify(name)}: choose one of tools/rehearsal/src/edits/corpus, by its name.`,
    );
  });
}

const isWell = ({ findings, failed, unbound }: Tried) => findings.length === 0 && (failed ?? unbound) === undefined;

function lines(tried: Tried): string {
  const { name, said, seconds, findings, replacements, updates, failed, isRefused, unbound } = tried;
  const count = (what: string, { certain, missed, came, stayed }: Tried['updates']) =>
    `${what}: ${certain} certain (${missed} did not come), ${came + stayed} possible (${came} came)`;
  return [
    `${isWell(tried) ? '✔' : '✖'} ${name} (${seconds.toFixed(0)} s)`,
    `    ${said}`,
    `    ${count('replacements', replacements)}; ${count('updates', updates)}`,
    ...findings.map(({ rule, place, what }) => `    ${rule}: ${place}: ${what}`),
    ...(failed === undefined ? [] : [`    deploy failed: ${failed}`]),
    ...(unbound === undefined ? [] : [`    stopped first: ${unbound}`]),
    ...(isRefused ? ['    refused before anything was touched'] : []),
  ].join('\n');
}

function totals(tried: readonly Tried[]): void {
  const sum = (of: (one: Tried) => number) => tried.reduce((all, one) => all + of(one), 0);
  const of = (rule: string) => tried.flatMap(({ findings }) => findings).filter((one) => one.rule === rule).length;
  console.log('');
  const refused = tried.filter(({ isRefused }) => isRefused);
  const deployed = tried.filter((one) => isWell(one) && !one.isRefused);
  row('edits deployed as reviewed', `${deployed.length} of ${tried.length - refused.length}`, '', 'all of at least 60');
  row('edits refused, nothing touched', String(refused.length), '', 'as the corpus states');
  row('"no changes" that changed', String(of('no changes, but changed')), '', '0');
  row('placeholders in artefacts', String(of('placeholder')), '', '0');
  for (const kind of ['replacements', 'updates'] as const) {
    const { certain, missed } = { certain: sum((one) => one[kind].certain), missed: sum((one) => one[kind].missed) };
    row(
      `certain ${kind}`,
      `${certain}, of which ${missed} did not come`,
      '',
      kind === 'updates' ? 'no promise' : '99 %',
    );
    const [came, stayed] = [sum((one) => one[kind].came), sum((one) => one[kind].stayed)];
    row(`possible ${kind}`, `${came + stayed}, of which ${came} came`, '', 'no promise');
  }
  row('came and were not reviewed', String(of('not in the review') + of('other than reviewed')), '', '0');
  if (!tried.every(isWell)) process.exitCode = 1;
}
