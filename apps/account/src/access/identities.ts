import { breakGlassArn, type Account } from '@malinshopper/environments';

const arn = ({ id }: Account, rest: string) => `arn:aws:iam::${id}:${rest}`;

/** The administrators of the account, as patterns for `ArnLike`: they set it up and repair it. */
export function administratorArns(account: Account): string[] {
  return account.administrators.map((pattern) => arn(account, pattern));
}

/** The principals that no resource policy can lock out, because otherwise no principal could repair the resource. */
export function neverShutOut(account: Account): string[] {
  return [arn(account, 'root'), breakGlassArn(account), ...administratorArns(account)];
}
