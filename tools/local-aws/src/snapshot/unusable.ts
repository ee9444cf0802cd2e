/** A snapshot that is not restored, and why. It stays where it is. */
export class UnusableSnapshot extends Error {
  constructor(name: string, why: string, advice = 'It is left as it is; make a new one.') {
    super(`The snapshot ${name} is not restored: ${why}. ${advice}`);
  }
}
