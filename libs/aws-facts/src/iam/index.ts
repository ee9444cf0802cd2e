export { arnLike } from './arn-like';
export type { Call } from './call';
export { actionPattern, isActionLike, likePattern } from './pattern';
export { statementsIn, type PolicyStatement, type WrittenStatement } from './statement';
