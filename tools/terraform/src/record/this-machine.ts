import { hostname, userInfo } from 'node:os';

/** The user and the machine as Terraform writes them into a lock: `runner@runnervm1` (Terraform 1.11, internal/states/statemgr/locker.go, `NewLockInfo`). */
export function thisMachine(user = () => userInfo().username): string {
  return `${userName(user)}@${hostname()}`;
}

/** A user without a name in the system has an empty name, as in Terraform. */
function userName(user: () => string): string {
  try {
    return user();
  } catch {
    return '';
  }
}
