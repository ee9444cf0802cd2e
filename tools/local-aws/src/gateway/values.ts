import { AwsFailure } from '../protocols/failure';
import { checkParameters, type Sent } from '../writes';
import { READING } from '../writes/reading';
import type { Call, Forward } from './call';
import type { Asked } from './operation';

/** The header that makes moto's process check the values of a call, instead of answering it (`src/moto/values.py`). */
const CHECK = 'x-embedded-aws-check';

/**
 * Refuses a call that changes something if AWS's models do not allow its values (too long, wrong format, not in the
 * list), or if a parameter is not handled.
 * @returns the name of the action, also for a call that has only a path; undefined for a call that changes nothing or
 * that no model knows
 * @throws AwsFailure with the code of the service
 */
export async function checkValues(call: Call, { name }: Asked, moto: Forward): Promise<string | undefined> {
  if (READING.test(name)) return undefined;
  const said = await looked(call, moto);
  if (said.code !== undefined) throw new AwsFailure(said.code, said.message ?? '');
  // S3's parameters are in headers, for which moto's code does not use the names of the model.
  if (call.service !== 's3' && !READING.test(said.operation ?? '')) checkParameters(call.service, said);
  return said.operation;
}

/**
 * The name of the operation of a call, by AWS's models; undefined if none has it, or if the call does not match its
 * model.
 */
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
