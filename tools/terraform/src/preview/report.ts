import Table from 'cli-table3';
import { commitText } from '../record/deployment-record';
import type { AppPlan } from './app-plan';
import { inWords } from './plan-text';

/** The text for one app: its plan, or the reason why it has no plan. */
export function section({ planned: { app, environment, result }, details }: AppPlan): string {
  const head = `# ${environment}/${app}`;
  if (result.kind === 'failed') return `${head}\n${result.error}`;
  if (!details) return `${head}\n${unchanged(result)}`;
  return `${head}\n${inWords(details)}`;
}

/** The number of changes of each app, and the number of replacements that are only possible. */
export function overview(plans: readonly AppPlan[]): string {
  const head = ['environment', 'app', 'add', 'change', 'replace', 'destroy', 'outputs', ''];
  const table = new Table({ head, style: { head: [], border: [] } });
  for (const { planned, details } of plans) {
    const { app, environment, result } = planned;
    if (!details) {
      table.push([
        environment,
        app,
        '',
        '',
        '',
        '',
        '',
        result.kind === 'failed' ? 'failed, see above' : unchanged(result),
      ]);
      continue;
    }
    const { add, change, replace, destroy, move, import: imported, forget, outputs } = details.counts;
    const possible = details.possible.filter(({ isReplacement }) => isReplacement).length;
    const others = [...ifAny(move, 'to move'), ...ifAny(imported, 'to import'), ...ifAny(forget, 'to forget')];
    const replaced = possible > 0 ? `${replace}, ${possible} only possible` : replace;
    table.push([environment, app, add, change, replaced, destroy, outputs, others.join(', ')]);
  }
  return table.toString();
}

const ifAny = (count: number, what: string) => (count > 0 ? [`${count} ${what}`] : []);

function unchanged(result: AppPlan['planned']['result']): string {
  if (result.kind !== 'unchanged') return '';
  const { since, commit } = result;
  return `unchanged since ${since.slice(0, 16).replace('T', ' ')} UTC${commit && ` (${commitText({ id: commit, clean: true })})`}`;
}
