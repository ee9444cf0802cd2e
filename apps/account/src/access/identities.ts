import type { Account, TeamName } from '@malinshopper/environments';

const arn = ({ id }: Account, rest: string) => `arn:aws:iam::${id}:${rest}`;

/** In a folder of its own: whoever may manage the roles of CI may not manage this one. */
export const breakGlass = { path: '/break-glass/', name: 'malinshopper-break-glass' } as const;

export function breakGlassArn(account: Account): string {
  return arn(account, `role${breakGlass.path}${breakGlass.name}`);
}

/** In a folder of their own, too: nobody in CI may move them, whoever else's policies he may write. */
export const ciBoundaryPath = '/ci-boundary/';

/** The policy beyond which a team's roles of CI cannot reach. */
export function ciBoundaryArn(account: Account, team: TeamName): string {
  return arn(account, `policy${ciBoundaryPath}${team}`);
}

/** The people who set the account up and repair it, as patterns for `ArnLike`. */
export function administratorArns(account: Account): string[] {
  return account.administrators.map((pattern) => arn(account, `role/${pattern}`));
}

/** Whom no policy of a resource may ever shut out: nobody would be left who could repair it. */
export function neverShutOut(account: Account): string[] {
  return [arn(account, 'root'), breakGlassArn(account), ...administratorArns(account)];
}
