/** A resource in the answers of the tagging API. */
export interface Tagged {
  readonly ResourceARN: string;
  readonly Tags: { readonly Key: string; readonly Value: string }[];
}
