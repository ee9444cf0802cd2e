import { ciRoleName, ciSessionSeconds, teamNames } from '@malinshopper/environments';
import { readRecordOf, type DeploymentRecord } from '../record/deployment-record';
import type { Lock } from '../state/lock';
import type { App } from './app';

/** A margin in milliseconds, for requests that AWS still completes at the end of a session, and for differences between clocks. */
const MARGIN_MS = 300_000;
const LIMIT_MS = ciSessionSeconds * 1000 + MARGIN_MS;

const ciRoles = teamNames.map((team) => ciRoleName(team, 'deploy')).join('|');
const ofCi = new RegExp(`^arn:aws:sts::\\d+:assumed-role/(${ciRoles})/`);

/** A lock that only a job of CI can have left. */
export interface LockOfJob {
  readonly who: string;
  /**
   * The time until its session has ended, in milliseconds. Not positive: the session has ended, and no process of that job can write anything any
   * more.
   */
  readonly left: number;
}

/**
 * Finds out that a lock belongs to a job of CI, from the record of the app's last run: the record was written as `running` right before the lock, on
 * the same machine, by a session of a team's deploy role. Such a session cannot be renewed, and is older than the lock. The job may be dead, cut off
 * or only slow: no other machine can find out. But if the longest possible session has ended since the lock was written, by the clock of S3, neither
 * the job nor a Terraform that has outlived it can write the state, or call AWS at all.
 * @returns undefined if the lock may belong to anything else
 */
export async function lockOfJob({ context, configuration }: App, lock: Lock): Promise<LockOfJob | undefined> {
  const record = await readRecordOf(context.session.s3, configuration.state);
  return record && isOf(record, lock) ? { who: record.who, left: LIMIT_MS - lock.age } : undefined;
}

function isOf({ outcome, who, machine, at }: DeploymentRecord, lock: Lock): boolean {
  // Both times are of the clock of that machine.
  return outcome === 'running' && ofCi.test(who) && machine === lock.who && Date.parse(at) <= lock.created.getTime();
}
