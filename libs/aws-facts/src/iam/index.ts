export { arnLike } from './arn-like';
export type { Call } from './call';
export { Decisions, type AskedCall } from './decisions';
export { demandsItsKey, operatorOf } from './operators';
export { actionPattern, isActionLike, isWithin, likePattern } from './pattern';
export { statementsIn, type PolicyStatement, type WrittenStatement } from './statement';
