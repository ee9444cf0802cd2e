/**
 * The patterns of secrets, each with a description. The patterns are in this repository because `@secretlint/core` with
 * its recommended preset needs Node 22 and returns promises. Rules run synchronously, thousands of times in the tests.
 * The patterns come from the rules of secretlint and from the pages of the issuers.
 */
const shapes: readonly (readonly [string, RegExp])[] = [
  // IAM user guide, "IAM identifiers": unique id prefixes of keys, long-lived, temporary and of services.
  ['an access key of AWS', /\b(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b/],
  ['a secret key of AWS', /secret_?(?:access_?)?key\W{1,5}[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/i],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-|\bAGE-SECRET-KEY-1/],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22,})/],
  ['a token of GitLab', /\bgl(?:pat|dt|rt|ptt|cbt|soat)-[\w-]{20,}/],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b/],
  ['a token of Slack', /\bxox[abeprs]-[A-Za-z0-9-]{10,}|hooks\.slack\.com\/services\/T\w+/],
  ['a key of Stripe', /\b(?:[rs]k_(?:live|test)|whsec)_[A-Za-z0-9]{16,}/],
  ['a key of Google', /\bAIza[0-9A-Za-z_-]{35}/],
  ['a key of SendGrid', /\bSG\.[\w-]{16,32}\.[\w-]{16,64}/],
  ['a key of a language model', /\bsk-(?:[a-z0-9]+-)*[A-Za-z0-9_]{20,}/],
  ['a token of Vault', /\bhv[sbr]\.[A-Za-z0-9_-]{24,}/],
  ['a JSON web token', /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./],
  ['a password in an address', /[a-z]:\/\/[^\s:/@"'${}]*:[^\s:/@"'${}]{3,}@/i],
  [
    'credentials in a header',
    /\bauthorization["']?\s*[:=]\s*["']?(?:Bearer|Basic)\s+[^\s"'$]{8,}|\b(?:Bearer|Basic)[ \t]+(?=[A-Za-z+/_.-]*\d)[A-Za-z0-9+/_.-]{12,}/i,
  ],
  // crypt(5): the methods that begin with a dollar.
  ['the hash of a password', /\$(?:1|5|6|7|y|gy|2[abxy])\$[./A-Za-z0-9=,$]{16,}/],
];

/** Matches the end of an attribute or variable name that suggests a secret, for example `_password`. */
const names =
  'pass(?:word|wd|phrase|code)?|pwd|secret(?:_?(?:string|binary|value))?|token|(?:api|access|account|auth|encryption|private|secret|shared|signing)_?key|credentials?|authorization';
const calledSecret = new RegExp(`(?:^|[\\W_]|[a-z](?=[A-Z]))(?:${names})$`, 'i');
/** An assignment to a variable with the name of a secret. */
const assignment = new RegExp(
  // In an ARN of Secrets Manager, `secret` is the resource type.
  `(?<!:secretsmanager:[\\w*?-]*:[\\w*?]*:)\\b([\\w.-]*(?:${names}))["']?[ \\t]*(?::=|=>|[=:]|\\bby\\b)[ \\t]*["']?([^\\s"']{6,})`,
  'gi',
);

/**
 * References of a program to a secret that is stored elsewhere: a reference, a call, a place, the name of a variable.
 */
const elsewhere = [/^[$%{[(<./~]/, /\$[({]/, /^[\w.]+[([{)\]}]/, /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/];

/** Describes the first secret in a text without repeating it. Undefined if there is none. */
export function secretIn(text: string): string | undefined {
  const found = shapes.find(([, shape]) => shape.test(text));
  if (found) return `contains ${found[0]}`;
  for (const [, name = '', value = ''] of text.matchAll(assignment)) {
    if (!elsewhere.some((pattern) => pattern.test(value))) return `contains a value for ${name}`;
  }
  return undefined;
}

/** Attributes of resources and data sources with a secret in plain text (provider documentation of each type). */
const secretAttribute =
  /\.(?:password|master_password|auth_token|secret|secret_string|secret_binary|secret_key|ses_smtp_password_v4|private_key(?:_pem(?:_pkcs8)?|_openssh)?|plaintext|random_password|bearer_token)(?![\w.-])|\bdata\.aws_(?:secretsmanager_secret_version|secretsmanager_random_password|kms_secrets?|ssm_parameter)\./;

/** True if a reference leads to a secret in plain text: `${aws_iam_access_key.ci.secret}`. */
const leadsToSecret = (text: string) =>
  text.includes('${') && (text.match(/\$\{[^}]*\}/g) ?? []).some((token) => secretAttribute.test(token));

/**
 * Describes the secret in a named value without repeating the secret. Returns undefined if the value contains no
 * secret.
 * @param name of the value: an attribute, a variable, a tag, an output
 */
export function secretAs(name: string, value: string): string | undefined {
  if (leadsToSecret(value)) return 'refers to a secret in plain text';
  // Only a reference may stand for a secret: any other value with the name of a secret is one.
  if (calledSecret.test(name) && value.length >= 4 && !/^(\$\{[^{}]*\}|true|false|\d+)$/.test(value))
    return `contains a value for ${name}`;
  return secretIn(value);
}
