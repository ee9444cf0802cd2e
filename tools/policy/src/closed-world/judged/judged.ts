/**
 * Attributes that have been judged: by type, and by what judges them. That is the ids of rules that notice another value, two at most, or a word
 * of `reasons`. The attributes are paths, `rule.expiration.days`, separated by blanks; `*` stands for any key of a map, and a `$` at the end for:
 * it takes references to other resources, which the rules follow.
 */
export type Judged = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Why no rule judges the value of an attribute: but for `review`, no other value gives anyone a right, opens anything or loses anything. */
export const reasons = {
  text: 'a text for people, or a name: that it is there once is judged by MAL_APP_2 and MAL_WORLD_8',
  size: 'how much there is of it: the file of the environment says it, within limits (environments/src/schema.ts)',
  time: 'when something happens, or how long it takes',
  kind: 'one of several kinds, all of which the rules understand; what only another kind has is not among these attributes',
  link: 'it leads to another resource, or orders several: what it leads to is judged by itself, and cannot be a text (MAL_WORLD_8)',
  watch:
    'what an alarm counts, and how soon it tells: that there is one for what has to be watched is judged by MAL_ALARM_1',
  review: 'no rule judges its value: the review of a plan shows it',
  code: 'what runs or is shown: it is reviewed as a source of this repository',
} as const;
