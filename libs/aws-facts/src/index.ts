export { arnLike } from './arn-like';
export { forwardedBy, forwardedCalls, type ForwardedCall, type ForwardedKind } from './forwarded';
export { quotaNames, quotas, type Quota, type QuotaName } from './quotas';
export { endpointOf, globalRegion, regionNames, regions, zoneName, zonesOf, type Region } from './regions';
