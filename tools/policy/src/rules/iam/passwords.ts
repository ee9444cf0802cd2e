import { between, on, type Ask } from '../ask';
import { everyAccountHas, oncePerAccount } from '../account/once-per-account';
import { rulesOf, type Row } from '../table';

const type = 'aws_iam_account_password_policy';

/** The account has a password policy, and it passes this ask. */
const password = (title: string, ask: Ask, covers?: string): Row => ({
  title,
  severity: 'low',
  covers,
  why: 'Users sign in through IAM Identity Center, but a user that is created by hand may get a password',
  fix: 'Set it in apps/account/src/account-settings.ts',
  ...oncePerAccount(type, ask),
});

export const passwords = rulesOf(everyAccountHas, {
  CKV_AWS_9: password('Passwords expire within 90 days', between('max_password_age', 1, 90, 365), 'FSBP.IAM.7'),
  CKV_AWS_10: password('Passwords have at least 14 characters', between('minimum_password_length', 14, 128, 8)),
  CKV_AWS_11: password('Passwords have a lower-case letter', on('require_lowercase_characters')),
  CKV_AWS_12: password('Passwords have a digit', on('require_numbers')),
  CKV_AWS_13: password('Passwords are not reused 24 times', between('password_reuse_prevention', 24, 24, 5)),
  CKV_AWS_14: password('Passwords have a symbol', on('require_symbols')),
  CKV_AWS_15: password('Passwords have an upper-case letter', on('require_uppercase_characters')),
});
