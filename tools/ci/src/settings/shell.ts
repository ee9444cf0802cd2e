import type { Call, TeamId } from './section';

/**
 * Calls as a script for a shell, by the program gh, which has the user's credentials. It looks up the ids of teams.
 * @param owner the organization of the teams
 */
export function script(calls: readonly Call[], owner: string): string {
  return ['set -eu', ...calls.map((call) => command(call, owner)), ''].join('\n');
}

function command({ method, path, body }: Call, owner: string): string {
  const start = `gh api --silent --method ${method} ${path}`;
  if (body === undefined) return start;
  const numbers = new Map<string, string>();
  const json = JSON.stringify(body, (_key, value: unknown) => {
    if (!isTeamId(value)) return value;
    const mark = `team:${value.idOfTeam}`;
    numbers.set(`"${mark}"`, `$(gh api orgs/${owner}/teams/${value.idOfTeam} --jq .id)`);
    return mark;
  });
  const text = [...numbers].reduce((all, [mark, lookUp]) => all.replaceAll(mark, lookUp), json);
  // A shell replaces parts of a text if the word at its start is not in quotes: here only the ids of teams.
  const [from, to] = numbers.size > 0 ? ['JSON', 'JSON'] : ["'JSON'", 'JSON'];
  return `${start} --input - <<${from}\n${text}\n${to}`;
}

const isTeamId = (value: unknown): value is TeamId =>
  typeof value === 'object' && value !== null && typeof (value as Partial<TeamId>).idOfTeam === 'string';
