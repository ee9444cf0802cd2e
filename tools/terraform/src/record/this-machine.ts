import { hostname, userInfo } from 'node:os';

/** The user and the machine as Terraform writes them into a lock: `runner@runnervm1` (Terraform 1.11, internal/states/statemgr/locker.go, `NewLockInfo`). */
export function thisMachine(user = () => userInfo().username): string {
  return `${userName(user)}@${hostname()}`;
}

/** Returns '' if the operating system has no name for the user, as Terraform does. */
function userName(user: () => string): string {
  try {
    return user();
  } catch {
    return '';
  }
}
