/**
 * The folder of the review records in the bucket of an account's states: `reviews/<environment>/<app>/<SHA-256 of the
 * JSON>.json` (docs/adr/0034).
 */
export const reviewFolder = 'reviews';

/** Their retention, in days: a change that is merged later is planned again. */
export const reviewDays = 30;

/** The alias of each account's key for the digests of secrets in those records: the `account` app creates it. */
export const reviewKeyAlias = 'alias/malinshopper-account-review';
