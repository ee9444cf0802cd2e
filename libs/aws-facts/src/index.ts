export { arnLike } from './arn-like';
export { forwardedBy, forwardedCalls, type ForwardedCall, type ForwardedKind } from './forwarded';
