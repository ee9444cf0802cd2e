/** Parameters that choose nothing, so that a made-up value leaves the whole list (API references of the calls). */
export const notChoosing: readonly string[] = ['Delimiter', 'EncodingType'];

/** What differs from AWS's models and not from AWS, or is no fault of an answer. */
export const worded: readonly RegExp[] = [];
