import { dnsAnswer } from './resolver';

/** A query for one name, as a stub resolver sends it. */
function query(name: string, type: number): Buffer {
  const labels = name.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]);
  const header = Buffer.from([0xab, 0xcd, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([header, ...labels, Buffer.from([0, 0, type, 0, 1])]);
}
const known = (name: string) => (name === 's3.eu-west-1.amazonaws.com' ? '127.0.0.2' : undefined);
const code = (answer: Buffer) => answer.readUInt8(3) & 0xf;
const count = (answer: Buffer) => answer.readUInt16BE(6);

test('a known name has its address', () => {
  const answer = dnsAnswer(query('S3.eu-west-1.amazonaws.com', 1), known);
  expect([code(answer), count(answer)]).toEqual([0, 1]);
  expect([...answer.subarray(-4)]).toEqual([127, 0, 0, 2]);
  expect(answer.readUInt16BE(0)).toBe(0xabcd);
});

test('a known name has no IPv6 address, which is no failure', () => {
  const answer = dnsAnswer(query('s3.eu-west-1.amazonaws.com', 28), known);
  expect([code(answer), count(answer)]).toEqual([0, 0]);
});

test('an unknown name does not exist', () => {
  const answer = dnsAnswer(query('archive.ubuntu.com', 1), known);
  expect([code(answer), count(answer)]).toEqual([3, 0]);
});
