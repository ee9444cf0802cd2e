export { forwardedBy, forwardedCalls, tagsOfForwarded, type ForwardedCall, type ForwardedKind } from './forwarded';
export {
  actionPattern,
  arnLike,
  Decisions,
  demandsItsKey,
  isActionLike,
  isWithin,
  likePattern,
  operatorOf,
  statementsIn,
  type AskedCall,
  type Call,
  type PolicyStatement,
  type WrittenStatement,
} from './iam';
export {
  appendedToPrefix,
  isNamePrefix,
  nameAttributeOf,
  nameFactOf,
  nameFacts,
  type NamedType,
  type NameFact,
} from './names';
export {
  actionsOf,
  callsBeforeDelete,
  calledTypes,
  phases,
  providerCallsOf,
  typesFoundByTag,
  type CalledType,
  type CallsByPhase,
  type Phase,
  type ProviderCall,
  type TypeFoundByTag,
} from './provider-calls';
export { quotaNames, quotas, type Quota, type QuotaName, type ServiceCode } from './quotas';
export { endpointOf, globalRegion, regionNames, regions, zoneName, zonesOf, type Region } from './regions';
