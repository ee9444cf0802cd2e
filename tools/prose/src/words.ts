/** A pattern that docs/style.md refuses, and the advice that the finding gives. */
export interface Word {
  readonly pattern: RegExp;
  readonly advice: string;
}

/** The words that docs/style.md refuses anywhere in a text. Each pattern is global and ignores case. */
export const words: readonly Word[] = [
  { pattern: /\b(who|whom|whose|whoever|whomever)\b/gi, advice: 'name the role, principal, team or person' },
  { pattern: /\b((some|no|every|any)body|someone|everyone|anyone|no one)\b/gi, advice: 'name the actor' },
  { pattern: /\bof (ours|yours|theirs|hers)\b/gi, advice: 'name the owner: "of this account", "of the team"' },
  { pattern: /\b(he|him|his|himself|she|her|hers|herself)\b/gi, advice: 'write "it" or "they"' },
  { pattern: /\bways? (in\b(?! which)|out\b)/gi, advice: 'write ingress rule, egress rule, access or exit' },
  { pattern: /\bways? back\b/gi, advice: 'write rollback, or revert' },
  { pattern: /\b(write|writes|writing|wrote|written) down\b/gi, advice: 'write log or record' },
  { pattern: /\b(is|are|was|were|be|been|being) told\b/gi, advice: 'write is notified, is configured, receives' },
  { pattern: /\b(is|are|was|were|be|been|being) said\b/gi, advice: 'write is declared, is reported, is documented' },
  { pattern: /\banew\b/gi, advice: 'write again' },
];

/** A sentence that begins with a noun clause, in the case that a comment, a message or a page has. */
export const nounClause = /^(What|Who(?:m|se|ever|mever)?|Whether)\b/;
