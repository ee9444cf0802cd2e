// moto leaves out the empty region of CloudFront's ARNs, and knows their tags by what it made.
const MOTO_ARN = /arn:aws:cloudfront:(?=\d{12}:)/g;

/** moto's ARNs of distributions, as AWS writes them. */
export function withTwoColons(answer: string): string {
  return answer.replaceAll(MOTO_ARN, 'arn:aws:cloudfront::');
}
