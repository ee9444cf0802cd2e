/**
 * Attributes that have been judged: by type, and by their judge. A judge is one or two ids of rules that report another
 * value, or a word of `reasons`. The attributes are paths, `rule.expiration.days`, separated by spaces. `*` stands for
 * any key of a map. A `$` at the end means that the attribute accepts references to other resources, which the rules
 * follow.
 */
export type Judged = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * The reasons why no rule judges the value of an attribute. With the exception of `review`, no other value grants a
 * permission, opens a resource or loses data.
 */
export const reasons = {
  text: 'a text for people, or a name: MAL_APP_2 and MAL_WORLD_8 judge that it is unique',
  size: 'a quantity: the file of the environment sets it, within limits (environments/src/schema.ts)',
  time: 'the time or the duration of an event',
  kind: 'one of several kinds, all of which the rules understand; attributes of other kinds are not in this list',
  link: 'a reference or an order: the other resource is judged by itself, and a literal is refused (MAL_WORLD_8)',
  watch: 'the metric and the delay of an alarm: MAL_ALARM_1 judges that each resource has its alarms',
  review: 'no rule judges its value: a reviewer sees it in the plan',
  code: 'code or content: it is reviewed as a source of this repository',
} as const;
