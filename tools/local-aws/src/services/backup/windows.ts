const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const day = 24 * 60;
const week = 7 * day;

/** The windows of a database server, as RDS writes them: `01:30-02:30` and `sun:03:00-sun:04:00`, in UTC. */
export interface ServerWindows {
  readonly backup: string;
  readonly maintenance: string;
}

/**
 * Why a job cannot begin at a time, in AWS Backup's words; undefined if it can. "AWS database services cannot start backups 1
 * hour before or during their maintenance window or automatic backup window" (AWS Backup developer guide, "Troubleshoot
 * creating resources").
 */
export function closedAt(time: Date, { backup, maintenance }: ServerWindows): string | undefined {
  const now = time.getUTCDay() * day + time.getUTCHours() * 60 + time.getUTCMinutes();
  const [from = '', to = ''] = backup.split('-');
  const own = days.some((name) => isNear(now, `${name}:${from}`, `${name}:${to}`, day));
  if (own) return said('automated backup window');
  const [begin = '', end = ''] = maintenance.split('-');
  return isNear(now, begin, end, week) ? said('weekly maintenance window') : undefined;
}

const said = (window: string) =>
  `Backup job could not start because it is either inside or too close to the ${window} configured in RDS instance.`;

/**
 * True if a minute of the week is in a span or in the hour before. @param again the maximum number of minutes after
 * which the span ends
 */
function isNear(now: number, from: string, to: string, again: number): boolean {
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  const length = (((end - begin) % again) + again) % again;
  const since = (((now - (begin - 60)) % week) + week) % week;
  return since <= length + 60;
}

function minuteOf(time: string): number {
  const [name = '', hours, minutes] = time.toLowerCase().split(':');
  return days.indexOf(name) * day + Number(hours) * 60 + Number(minutes);
}
