import { duration as duration } from '@malinshopper/terraform';
import pc from 'picocolors';
import { shortId } from '../revisions/store';
import { together } from '../wording';
import type { Failure, Progress } from '../parts/part';
import { hasSucceeded, type Followed } from './follow';
import type { Return } from './bring-back';
import type { Result } from './run';

/** The final report of a release, for a person. */
export function reportOf(result: Result, what: string, ref: string): string[] {
  const { succeeded, followed, refused, returns, open } = result;
  const instances = followed.reduce((sum, one) => sum + one.instances.length, 0);
  const parts = new Set(followed.map(({ part }) => part.name)).size;
  if (succeeded) {
    const where = `${instances} instance${instances === 1 ? '' : 's'} in ${parts} group${parts === 1 ? '' : 's'} of ${ref}`;
    const later =
      open.length > 0 ? [`Launched while it ran, and CodeDeploy deploys it there too: ${together(open)}.`] : [];
    return [pc.green(`${what} is live on ${where}.`), ...later, timesOf(result)];
  }
  return [
    pc.red(`${what} has failed in ${ref}:`),
    ...refused.map(({ part, reason }) => `- ${part.name} did not begin: ${reason}`),
    ...followed.flatMap(failuresOf),
    ...(returns.length > 0 ? ['Rollback:', ...returns.flatMap(returnOf)] : []),
    timesOf(result),
  ];
}

/** The instance, the hook, and the output of its script; or the reason why the part as a whole did not succeed. */
export function failuresOf(one: Followed): string[] {
  const { part, attempt, instances, stoppedHere } = one;
  // An attempt that was stopped because of another's failure is reported as failed by its agent.
  if (stoppedHere) return [];
  // After a stop by an alarm or a person, instances fail because of it.
  if (attempt.outcome === 'stopped') return [`- ${part.name}: ${attempt.reason ?? 'it was stopped'} (${attempt.id})`];
  const lines = alike(instances).flatMap(({ those, failure }) => {
    const where = `- ${part.name} ${together(those)}`;
    if (!failure) return [`${where}: failed, and its agent does not report the event`];
    const { event, script, message, output } = failure;
    return [`${where}: ${event}${script ? `, ${script}` : ''}: ${message}`, ...quoted(output)];
  });
  if (lines.length > 0 || hasSucceeded(one)) return lines;
  const open = instances.filter(({ outcome }) => outcome !== 'succeeded').map(({ instance }) => instance);
  if (attempt.outcome === 'succeeded') return [`- ${part.name} ${together(open)}: did not get it (${attempt.id})`];
  return [`- ${part.name}: ${attempt.reason ?? attempt.outcome} (${attempt.id})`];
}

/**
 * Groups the instances that failed in the same way, because a release can have fifty instances. The report contains the
 * message of the first instance of a group.
 */
function alike(instances: readonly Progress[]): { those: string[]; failure: Failure | undefined }[] {
  const ways = new Map<string, { those: string[]; failure: Failure | undefined }>();
  for (const { instance, outcome, failure } of instances) {
    if (outcome !== 'failed') continue;
    const way = JSON.stringify([failure?.event, failure?.script, failure?.message]);
    const known = ways.get(way);
    if (known) known.those.push(instance);
    else ways.set(way, { those: [instance], failure });
  }
  return [...ways.values()];
}

function returnOf({ part, to, outcome, followed, reason }: Return): string[] {
  if (outcome === 'nothing before') return [`- ${part.name} had no successful revision before: it stays as it is`];
  const by = followed?.attempt.creator === 'rollback' ? 'by CodeDeploy itself, ' : '';
  const id = followed ? ` (${by}${followed.id})` : '';
  if (outcome === 'back') return [`- ${part.name} is back on ${shortId(to!)}${id}`];
  return [
    pc.red(`- ${part.name} could not be rolled back to ${shortId(to!)}${id}${reason ? `: ${reason}` : ''}`),
    ...(followed ? failuresOf(followed).map((line) => `  ${line}`) : []),
  ];
}

const quoted = (output: string) =>
  output.trim()
    ? output
        .trimEnd()
        .split('\n')
        .map((line) => `    | ${line}`)
    : [];

function timesOf({ took, inScripts }: Result): string {
  return `It took ${duration(took)}: ${exactly(inScripts)} in scripts of revisions, ${exactly(took - inScripts)} in all other steps.`;
}

const exactly = (milliseconds: number) => `${(Math.max(0, milliseconds) / 1000).toFixed(1)}s`;
