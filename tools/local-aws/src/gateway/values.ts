import { AwsFailure } from '../protocols/failure';
import { checkParameters, type Sent } from '../writes';
import { READING } from '../writes/reading';
import type { Call, Forward } from './call';
import type { Asked } from './operation';

/** Which makes moto's process look at the values of a call, instead of answering it (`src/moto/values.py`). */
const CHECK = 'x-embedded-aws-check';

/**
 * Refuses a call that changes something with values that are not what AWS's models say: too long, of another form, none of a list; and
 * with parameters that nothing heeds.
 * @returns the name of the action, also where a call says only its path; undefined for what changes nothing, and what no model knows
 * @throws AwsFailure with the code of the service
 */
export async function checkValues(call: Call, { name }: Asked, moto: Forward): Promise<string | undefined> {
  if (READING.test(name)) return undefined;
  const said = await looked(call, moto);
  if (said.code !== undefined) throw new AwsFailure(said.code, said.message ?? '');
  // S3's parameters are in headers, of which moto's code is not told by the model's names.
  if (call.service !== 's3' && !READING.test(said.operation ?? '')) checkParameters(call.service, said);
  return said.operation;
}

/** The name of the operation that a call asks for, by AWS's models; undefined if none has it, or the call is not as they say. */
export async function operationOf(call: Call, moto: Forward): Promise<string | undefined> {
  return (await looked(call, moto)).operation;
}

async function looked(
  call: Call,
  moto: Forward,
): Promise<Sent & { readonly code?: string; readonly message?: string }> {
  const { body } = await moto({ ...call, headers: { ...call.headers, [CHECK]: call.service } });
  return JSON.parse(body.toString()) as Sent & { readonly code?: string; readonly message?: string };
}
