import { review } from '../record/review';
import { writeRecord } from '../record/record';
import { key } from '../testing/plans';
import { planted } from '../testing/planted';

const { secrets, apps } = planted(1_000);

test('of a thousand secrets in every place of a plan, none is in the record', () => {
  const text = writeRecord(review(apps, { key }));
  expect(secrets.length).toBeGreaterThanOrEqual(1_000);
  expect(JSON.stringify(apps)).toContain(secrets[0]);
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
});

test('nor packed or escaped', () => {
  const text = writeRecord(review(apps, { key }));
  const forms = (secret: string) => [
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    encodeURIComponent(secret),
  ];
  expect(secrets.filter((secret) => forms(secret).some((form) => text.includes(form)))).toEqual([]);
});
