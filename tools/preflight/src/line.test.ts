import { asked } from './line';

describe('a question that AWS does not answer', () => {
  it.each([
    [
      Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' }),
      'No answer: AccessDeniedException: not authorized',
    ],
    [new Error('The bucket is not there.'), 'No answer: The bucket is not there.'],
    [Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), 'No answer: AggregateError: ECONNREFUSED'],
    ['a text', 'No answer: a text'],
  ])('is unknown with the error: %s', async (error, found) => {
    const ask = () => Promise.reject(error as Error);
    await expect(asked('a zone', ['route53:GetHostedZone'], ask)).resolves.toEqual([
      {
        about: 'a zone',
        outcome: 'unknown',
        found,
        todo: 'Run the preflight again as an administrator of the account, with a network that reaches AWS. It needs route53:GetHostedZone.',
      },
    ]);
  });
});
