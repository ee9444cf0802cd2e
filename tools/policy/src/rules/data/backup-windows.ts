import { blocks, type Resource, type World } from '@malinshopper/synthesized';
import type { Rule } from '../rule';

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const day = 24 * 60;
const week = days.length * day;

/** A span of minutes of a week, from Sunday 00:00 UTC. It may end in the week after. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly what: string;
}

const minutesOf = (hours: string, minutes: string) => Number(hours) * 60 + Number(minutes);

/** The maintenance window of a server: `sun:03:00-sun:04:00`. */
function maintenance(value: unknown): Span | undefined {
  const found = /^(\w{3}):(\d\d):(\d\d)-(\w{3}):(\d\d):(\d\d)$/.exec(String(value).toLowerCase());
  if (!found) return undefined;
  const at = (index: number) =>
    days.indexOf(found[index] as (typeof days)[number]) * day + minutesOf(found[index + 1]!, found[index + 2]!);
  const [from, to] = [at(1), at(4)];
  return { from, to: to <= from ? to + week : to, what: `the maintenance window ${String(value)}` };
}

/** The window of a server's own backups, of each day: `01:30-02:30`. */
function ownBackups(value: unknown): Span[] {
  const found = /^(\d\d):(\d\d)-(\d\d):(\d\d)$/.exec(String(value));
  if (!found) return [];
  const [from, to] = [minutesOf(found[1]!, found[2]!), minutesOf(found[3]!, found[4]!)];
  return days.map((name, index) => ({
    from: index * day + from,
    to: index * day + (to <= from ? to + day : to),
    what: `the backup window ${String(value)} (${name})`,
  }));
}

/** When the jobs of a plan's rule may begin: from its time until its start window ends, which is eight hours if it says none. */
function starts({ schedule, start_window: length = 480 }: Readonly<Record<string, unknown>>): Span[] | undefined {
  const found = /^cron\((\d+) (\d+) \S+ \S+ \S+ \S+\)$/.exec(String(schedule));
  if (!found) return undefined;
  const from = minutesOf(found[2]!, found[1]!);
  // Every day: which days of the month or week a schedule means does not matter, since each comes on a Sunday some time.
  return days.map((_, index) => ({ from: index * day + from, to: index * day + from + Number(length), what: '' }));
}

/** Whether two spans meet, also around the end of the week. */
const meet = (one: Span, other: Span) =>
  [-week, 0, week].some((shift) => one.from < other.to + shift && other.from + shift < one.to);

/** The windows of a server; undefined if it leaves one to RDS, which draws it by lot. */
function windowsOf({ config }: Resource): Span[] | undefined {
  const patched = maintenance(config['maintenance_window']);
  const copied = ownBackups(config['backup_window']);
  return patched && copied.length > 0 ? [patched, ...copied] : undefined;
}

/** The servers that a plan copies. */
const serversOf = (plan: Resource, world: World) =>
  world
    .thatName(plan, 'aws_backup_selection')
    .flatMap(({ config, stack }) => world.targets(config['resources'], stack))
    .filter(({ type }) => type === 'aws_db_instance');

/** When a server is copied, and when it cannot be. */
export const backupWindowRules: readonly Rule[] = [
  {
    id: 'MAL_BAK_3',
    covers: ['B1'],
    title: 'No job of a backup plan may begin within a window of the server that it copies, nor in the hour before',
    severity: 'high',
    why: 'AWS Backup fails each job that begins then: a night of every week would have no copy',
    fix: 'Give the plan a time at which its whole start window is clear of backup_window and maintenance_window',
    types: ['aws_backup_plan'],
    about: (plan, world) => serversOf(plan, world).length > 0,
    check: (plan, world) => {
      for (const rule of blocks(plan.config['rule'])) {
        const begins = starts(rule);
        if (!begins) return `its schedule ${String(rule['schedule'])} is not one time of a day`;
        for (const server of serversOf(plan, world)) {
          const windows = windowsOf(server);
          if (!windows) return `${server.path} leaves its windows to RDS`;
          const closed = windows.map((window) => ({ ...window, from: window.from - 60 }));
          const hit = closed.find((window) => begins.some((start) => meet(start, window)));
          if (hit) return `a job of ${String(rule['schedule'])} may begin in ${hit.what} or in the hour before`;
        }
      }
      return undefined;
    },
  },
  {
    id: 'MAL_BAK_4',
    covers: ['B1'],
    title: 'A database server has its backups and its maintenance at times of their own',
    severity: 'medium',
    why: 'RDS refuses windows that meet, and draws lots for those that are not said',
    fix: 'Set backup_window and maintenance_window, apart from each other',
    types: ['aws_db_instance'],
    about: ({ config }) => config['replicate_source_db'] === undefined,
    check: (server) => {
      const [patched, ...copied] = windowsOf(server) ?? [];
      if (!patched) return 'it leaves a window to RDS';
      return copied.some((window) => meet(window, patched)) ? 'its two windows meet' : undefined;
    },
  },
];
