import { breakGlassArn, type Account } from '@malinshopper/environments';

const arn = ({ id }: Account, rest: string) => `arn:aws:iam::${id}:${rest}`;

/** The people who set the account up and repair it, as patterns for `ArnLike`. */
export function administratorArns(account: Account): string[] {
  return account.administrators.map((pattern) => arn(account, pattern));
}

/** Whom no policy of a resource may ever shut out: nobody would be left who could repair it. */
export function neverShutOut(account: Account): string[] {
  return [arn(account, 'root'), breakGlassArn(account), ...administratorArns(account)];
}
