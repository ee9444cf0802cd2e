/** Where the records of reviews lie in the bucket of an account's states: `reviews/<environment>/<app>/<SHA-256 of the JSON>.json` (docs/adr/0034). */
export const reviewFolder = 'reviews';

/** How long they are kept, in days: a change that is merged later is planned anew. */
export const reviewDays = 30;

/** The key of each account that the digests of secrets in those records are made with, by its alias: the `account` app makes it. */
export const reviewKeyAlias = 'alias/malinshopper-account-review';
