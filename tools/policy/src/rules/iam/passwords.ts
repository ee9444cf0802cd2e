import { isTrue } from '@malinshopper/synthesized';
import { ofTheAccount } from '../observability/once-per-account';
import type { Rule } from '../rule';

const why = 'People come through IAM Identity Center, but a user that is made by hand may get a password';
const fix = 'Set it in apps/account/src/account-settings.ts';

/** A rule on one attribute of the account's rules for passwords. */
const password = (
  id: string,
  title: string,
  attribute: string,
  isRight: (value: unknown) => boolean,
  covers: Rule['covers'] = [],
): Rule =>
  ofTheAccount({ id, covers, title, severity: 'low', why, fix }, 'aws_iam_account_password_policy', ({ config }) =>
    isRight(config[attribute]) ? undefined : `${attribute} is ${JSON.stringify(config[attribute])}`,
  );

const between = (least: number, most: number) => (value: unknown) => Number(value) >= least && Number(value) <= most;

export const passwordRules: readonly Rule[] = [
  password('CKV_AWS_9', 'Passwords are renewed within 90 days', 'max_password_age', between(1, 90), ['FSBP.IAM.7']),
  password('CKV_AWS_10', 'Passwords have 14 characters or more', 'minimum_password_length', between(14, 128)),
  password('CKV_AWS_11', 'Passwords have a lower-case letter', 'require_lowercase_characters', isTrue),
  password('CKV_AWS_12', 'Passwords have a digit', 'require_numbers', isTrue),
  password('CKV_AWS_13', 'None of the last 24 passwords comes again', 'password_reuse_prevention', between(24, 24)),
  password('CKV_AWS_14', 'Passwords have a symbol', 'require_symbols', isTrue),
  password('CKV_AWS_15', 'Passwords have an upper-case letter', 'require_uppercase_characters', isTrue),
];
