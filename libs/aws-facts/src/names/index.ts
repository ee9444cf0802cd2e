export { appendedToPrefix, type NameFact } from './name-fact';
export { isNamePrefix, nameAttributeOf, nameFactOf, nameFacts, type NamedType } from './name-facts';
