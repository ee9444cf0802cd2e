import { statementsIn } from '.';

const statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

describe('the statements of a policy document', () => {
  it.each([
    ['a list', [statement]],
    ['one without a list', statement],
  ])('are found in %s', (_, Statement) => {
    expect(statementsIn(JSON.stringify({ Version: '2012-10-17', Statement }))).toEqual([statement]);
  });

  it('are none if the document has none', () => {
    expect(statementsIn('{}')).toEqual([]);
  });

  it('are not read from a text that is not JSON', () => {
    expect(() => statementsIn('${jsonencode({})}')).toThrow(SyntaxError);
  });
});
