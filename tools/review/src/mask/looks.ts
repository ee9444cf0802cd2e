/**
 * Names of attributes, tags and variables with a secret value. Only the end of a name counts: `password_length` is none. A reference to a secret has
 * another end (`secret_arn`, `secret_name`).
 */
const secretName =
  /(^|[^a-z])(pass(word|wd|phrase)?|pwd|secret|secret_?string|token|credentials?|private_?key|secret_?(access_?)?key|access_?key|api_?key|auth_?key|signing_?key|client_?secret|connection_?string|cookie)(_?wo)?$/;

/** True if a value with this name is a secret: `master_password`, `dbPassword`, `DB_PASSWORD`, `Authorization-Token`. */
export function isSecretName(name: string | undefined): boolean {
  if (name === undefined) return false;
  const known = judged.get(name);
  if (known !== undefined) return known;
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
  const isOne = secretName.test(words.replace(/[\s-]+/g, '_'));
  // The names of attributes are few, and occur in every resource; those of members of a policy are many.
  if (judged.size < 10_000) judged.set(name, isOne);
  return isOne;
}

const judged = new Map<string, boolean>();

/**
 * Values that are no secret even under such a name: no value, a reference, or the place of a secret. The whole value must be that: `true`,
 * `arn:aws:secretsmanager:...`, `{{resolve:ssm-secure:...}}`, `$TOKEN`, `${TOKEN}`, `alias/aws/rds`.
 */
export const isPlace = (text: string): boolean =>
  /^(|true|false|null|none|required|optional|enabled|disabled|arn:[\w-]+:[\w-]+:[\w-]*:\d*:[\w+=,.@/:*-]+|\{\{resolve:[^}]+\}\}|\$\w+|\$\{\w+\}|\$\([^)]*\)|alias\/[\w/-]+)$/.test(
    text,
  );

/** Patterns that match only keys and tokens, anywhere in a text. Each pattern has its source. */
const forms: readonly RegExp[] = [
  // AWS IAM User Guide, "IAM identifiers": unique identifiers of access keys, and of temporary ones.
  /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Z0-9])/g,
  // RFC 7468: a private key of any kind, with all its lines; also with newlines written as \n.
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  // GitHub documentation, "About authentication to GitHub": token formats.
  /\b(?:gh[pousr]_[A-Za-z0-9]{36,251}|github_pat_[A-Za-z0-9_]{22,255})\b/g,
  // Slack documentation, "Tokens", and incoming webhooks.
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g,
  /\bhttps:\/\/hooks\.slack\.com\/services\/[A-Za-z0-9/]+/g,
  // RFC 7519: a JSON Web Token: its header is an object, so base64url of `{"`.
  /\beyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*/g,
  // RFC 3986, 3.2.1: the password in an address; it may contain an @ that was not escaped.
  /(?<=\b[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:)[^\s/]+(?=@)/gi,
  // RFC 7617 and RFC 6750: the credentials of a request.
  /(?<=\b(?:Basic|Bearer)\s+)[\w+/.~-]{8,}=*/g,
  // Google Cloud and Stripe documentation: API keys.
  /\bAIza[\w-]{35}/g,
  /\b[rs]k_(?:live|test)_[A-Za-z0-9]{10,}/g,
  // A value beside a name of a secret: `password=...`, `"token": "..."`, `export API_KEY='...'`; an ARN of a secret only looks like that.
  /(?<=\b[\w.-]*(?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credentials?)\\*["']?\s*[=:]\s*)(?<!arn:[\w-]+:secretsmanager:[\w-]*:\d*:secret:)(?:\\+"[^"\\]+\\+"|"(?:[^"\\\n]|\\.)+"|'[^'\n]+'|[^\s"'`,;&)}\]]+)/gi,
  /(?<=--(?:password|passphrase|token|secret|api-key)\s+)(?:"[^"\n]+"|'[^'\n]+'|[^\s"'`]+)/gi,
];

/** Parts that every one of those forms contains: most texts have none of them, and are not searched further. */
const hint =
  /AKIA|ASIA|BEGIN|gh[pousr]_|github_pat_|xox|hooks\.slack|eyJ|:\/\/|Basic|Bearer|AIza|k_live|k_test|pass|secret|token|key|credential/i;
const longRun = /[A-Za-z0-9/+]{40}/;

/** AWS Security Blog, "A safer way to distribute AWS credentials to EC2": a secret access key is 40 letters of base64. */
const secretKey = /(?<![A-Za-z0-9/+=_.-])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=_.-])/g;
/** A digest has only hexadecimal digits, a word no digits, a path many slashes. */
const isRandom = (text: string) =>
  /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text) && (text.match(/\//g)?.length ?? 0) <= 6;

/** The places of secrets in a text, judged by their form or by the name beside them. */
export function secretsIn(text: string): { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  // No form is shorter, and most texts are.
  if (text.length < 8) return found;
  for (const form of hint.test(text) ? forms : []) {
    for (const { 0: match, index } of text.matchAll(form)) {
      const bare = match.replace(/^(["'])([\s\S]*)\1$/, '$2');
      if (!isPlace(bare) && !bare.startsWith('$') && !bare.startsWith('arn:')) {
        found.push({ from: index, to: index + match.length });
      }
    }
  }
  for (const { 0: match, index } of longRun.test(text) ? text.matchAll(secretKey) : []) {
    if (isRandom(match)) found.push({ from: index, to: index + match.length });
  }
  return found;
}
