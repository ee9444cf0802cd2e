import type { Environment } from '@malinshopper/environments';
import { command, together } from '../wording';
import type { Release } from './releases';
import type { Survey } from './survey';

/** The summary of the whole, and the next command. */
export function adviceOf(
  { ref, name }: Pick<Environment, 'ref' | 'name'>,
  { releases, standings, running }: Survey,
): string[] {
  const active = running.filter(({ creator }) => creator !== 'instance');
  const [newest] = releases;
  if (active.length > 0) {
    const those = active.map(({ part, id }) => `${part} (${id})`);
    return [
      `${newest ? headline(newest) : 'A release'} is active in ${together(those, 8)}. Follow it with ${command('status', ref, '--follow')}; ` +
        `stop it and roll back with ${command('rollback', ref)}.`,
    ];
  }
  if (!newest) return [`Nothing was ever released to ${name}. Next: ${command('push', 'FOLDER', ref)}`];
  const unclean = standings.filter(({ clean, last }) => last && !clean);
  const last = `${headline(newest)} ${endOf(newest)}.`;
  if (unclean.length > 0) {
    const back = unclean.some(({ good }) => good.length > 0)
      ? ` ${command('rollback', ref)} rolls back to the last successful revision;`
      : '';
    return [
      last,
      `${together(
        unclean.map(({ part }) => part),
        8,
      )} ${unclean.length > 1 ? 'have' : 'has'} no successful revision on all instances.${back} ` +
        `${command('deploy', 'REVISION', ref)} releases another.`,
    ];
  }
  const revisions = new Set(standings.flatMap(({ good: [live] }) => live?.revision ?? []));
  return [
    last,
    ...(revisions.size > 1
      ? ['Its groups have different revisions: they were released separately, and each is successful.']
      : []),
  ];
}

const headline = ({ id, kind, from, by }: Release) => `Release ${id} (${kind}${from ? ` from ${from}` : ''}, by ${by})`;

function endOf({ outcome, parts, attempts, returns }: Release): string {
  switch (outcome) {
    case 'good':
      return 'succeeded on every instance';
    case 'cut off': {
      const begun = new Set(attempts.map(({ part }) => part));
      return `was cut off: it never began in ${together(parts.filter((part) => !begun.has(part)))}`;
    }
    case 'running':
    case 'failed':
    case 'stopped':
      return returns.length > 0
        ? `${outcome === 'stopped' ? 'was stopped' : outcome}, and was rolled back`
        : outcome === 'stopped'
          ? 'was stopped'
          : outcome;
  }
}
