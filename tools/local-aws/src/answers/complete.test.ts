import type { Call } from '../gateway/call';
import { completing, type Completion } from './complete';

const call = { account: '111111111111', region: 'eu-west-1' } as Call;
const moto = () => Promise.reject(new Error('nothing asks it'));

async function answer(body: string, completion: Completion, status = 200): Promise<string> {
  const run = completing('DescribeThings', [completion], () => ({ status, headers: {}, body }));
  const reply = await run(call, moto);
  return reply.body.toString().replace(/^<\?xml.*\?>\n/, '');
}
const things = (inner: string) => `<DescribeThingsResponse><things>${inner}</things></DescribeThingsResponse>`;

describe('an answer that is completed', () => {
  it('gains members where they are missing, with the account, the region and members of the same element', async () => {
    const always = { arn: 'arn:aws:ec2:{region}:{account}:thing/{id}', kind: 'plain' };
    const body = things('<item><id>a</id></item><item><id>b</id><kind>other</kind></item>');
    await expect(answer(body, { at: 'things.item', always })).resolves.toBe(
      things(
        '<item><id>a</id><arn>arn:aws:ec2:eu-west-1:111111111111:thing/a</arn><kind>plain</kind></item>' +
          '<item><id>b</id><kind>other</kind><arn>arn:aws:ec2:eu-west-1:111111111111:thing/b</arn></item>',
      ),
    );
  });

  it('loses members that AWS does not return, of the selected elements', async () => {
    const of = (one: { id?: unknown }) => one.id === 'a';
    const body = things('<item><id>a</id><kind>x</kind></item><item><id>b</id><kind>x</kind></item>');
    await expect(answer(body, { at: 'things.item', of, never: ['kind'] })).resolves.toBe(
      things('<item><id>a</id></item><item><id>b</id><kind>x</kind></item>'),
    );
  });

  it('has AWS’s words for moto’s', async () => {
    const words = { kind: { 'nat-gateway': 'natgateway' } };
    await expect(answer(things('<item><kind>nat-gateway</kind></item>'), { at: 'things.item', words })).resolves.toBe(
      things('<item><kind>natgateway</kind></item>'),
    );
  });

  it('stays as it is if nothing is at the path, and if it is a refusal', async () => {
    const empty = '<DescribeThingsResponse><things></things></DescribeThingsResponse>';
    await expect(answer(empty, { at: 'things.item', always: { kind: 'plain' } })).resolves.toBe(empty);
    await expect(answer('<Response/>', { at: '', always: { kind: 'plain' } }, 400)).resolves.toBe('<Response/>');
  });
});
