/** A call of a client of the AWS SDK. */
export interface Sent {
  readonly command: string;
  readonly input: Record<string, unknown>;
}

type Answers = Record<string, (input: never) => unknown>;

/** A client of the AWS SDK with answers of the test; a command without an answer fails the test. */
export function fakeClient<C>(Client: { prototype: C }, answers: Answers): { client: C; sent: Sent[] } {
  const sent: Sent[] = [];
  const send = async ({ constructor, input }: { constructor: { name: string }; input: Record<string, unknown> }) => {
    const command = constructor.name.replace(/Command$/, '');
    sent.push({ command, input });
    const answer = answers[command];
    if (!answer) throw new Error(`The test has no answer to ${command}`);
    return answer(input as never);
  };
  // The SDK's paginators need an instance of the class.
  return { client: Object.assign(Object.create(Client.prototype as object) as C & object, { send }), sent };
}

/** A refusal of AWS. */
export function refusal(name: string, message = name): () => never {
  return () => {
    throw Object.assign(new Error(message), { name });
  };
}
