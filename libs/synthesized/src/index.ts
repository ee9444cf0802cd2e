export { withArns } from './arns';
export { block, blocks, isTrue, type Block } from './blocks';
export { PlannedValues } from './planned';
export { statementsOf, statementsWithArnsOf, writtenStatementsOf, type Statement } from './policy-document';
export { addressesIn, wholeReference, type Reference } from './reference';
export { entriesOf, isObject, unformed } from './parts';
export { Stack, type Resource } from './stack';
export { World } from './world';
