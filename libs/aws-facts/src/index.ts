export { arnLike } from './arn-like';
export { forwardedBy, forwardedCalls, type ForwardedCall, type ForwardedKind } from './forwarded';
export {
  appendedToPrefix,
  isNamePrefix,
  nameAttributeOf,
  nameFactOf,
  nameFacts,
  type NamedType,
  type NameFact,
} from './names';
export { quotaNames, quotas, type Quota, type QuotaName } from './quotas';
