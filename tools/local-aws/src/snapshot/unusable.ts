/** A snapshot that is not restored, and the reason. The file is not changed. */
export class UnusableSnapshot extends Error {
  constructor(name: string, why: string, advice = 'It is left as it is; make a new one.') {
    super(`The snapshot ${name} is not restored: ${why}. ${advice}`);
  }
}
