type Texts = string | readonly string[];

/** A statement of an IAM policy, in the form of a document (IAM user guide, "IAM JSON policy elements reference"). */
export interface WrittenStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  /** Resource policies have it, identity policies do not. */
  readonly Principal?: '*' | Readonly<Partial<Record<'AWS' | 'Federated' | 'Service', Texts>>>;
  readonly NotPrincipal?: WrittenStatement['Principal'];
  /** Either this or `NotAction`. */
  readonly Action?: Texts;
  readonly NotAction?: Texts;
  /** Either this or `NotResource`. */
  readonly Resource?: Texts;
  readonly NotResource?: Texts;
  /** Values by operator and key. */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Texts>>>>;
}

/** A statement for a new document. */
export type PolicyStatement = Omit<WrittenStatement, 'Effect' | 'Action' | 'NotAction'> & {
  /** @default Allow */
  readonly Effect?: WrittenStatement['Effect'];
} & (
    | { readonly Action: Texts; readonly NotAction?: undefined }
    | { readonly Action?: undefined; readonly NotAction: Texts }
  );

/**
 * The statements of a policy document: AWS also accepts a single statement that is not in a list (IAM user guide, "IAM JSON policy elements:
 * Statement").
 * @throws if the text is no JSON
 */
export function statementsIn(document: string): readonly WrittenStatement[] {
  const { Statement = [] } = JSON.parse(document) as { Statement?: WrittenStatement | readonly WrittenStatement[] };
  return [Statement].flat();
}
