/** What a secret looks like, and what to call it. */
const shapes: readonly (readonly [string, RegExp])[] = [
  // IAM user guide, "IAM identifiers": unique id prefixes of keys, long-lived and temporary.
  ['an access key of AWS', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['a secret key of AWS', /secret_?(?:access_?)?key\W{1,5}[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/i],
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----/],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22,})/],
  ['a token of Slack', /\bxox[abprs]-[A-Za-z0-9-]{10,}/],
  ['a key of Stripe', /\b[rs]k_live_[A-Za-z0-9]{16,}/],
  ['a JSON web token', /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\./],
  ['a password in an address', /[a-z]:\/\/[^\s:/@"'${}]+:[^\s:/@"'${}]{3,}@/i],
];

/** What secrets are called, at the end of a name. */
const names = 'password|passwd|passphrase|secret|token|api_?key|credentials?';
/** Something that is called a secret gets a value. */
const assignment = new RegExp(
  `\\b([\\w.-]*(?:${names}))["']?[ \\t]*(?::=|=>|[=:]|\\bby\\b)[ \\t]*["']?([^\\s"']{6,})`,
  'gi',
);

/** How a program gets at a secret that stands elsewhere: a reference, a call, a place, the name of a variable. */
const elsewhere = [/^[$%{[(<./~]/, /\$[({]/, /^[\w.]+[([{)\]}]/, /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/];

/** The first secret that stands in a text, in words that do not repeat it. Undefined if there is none. */
export function secretIn(text: string): string | undefined {
  const found = shapes.find(([, shape]) => shape.test(text));
  if (found) return `holds ${found[0]}`;
  for (const [, name = '', value = ''] of text.matchAll(assignment)) {
    if (!elsewhere.some((pattern) => pattern.test(value))) return `holds a value for ${name}`;
  }
  return undefined;
}
