// moto leaves out the empty region of CloudFront's ARNs, and keeps their tags under its own form.
const MOTO_ARN = /arn:aws:cloudfront:(?=\d{12}:)/g;

/** moto's ARNs of distributions, in the form of AWS. */
export function withTwoColons(answer: string): string {
  return answer.replaceAll(MOTO_ARN, 'arn:aws:cloudfront::');
}
