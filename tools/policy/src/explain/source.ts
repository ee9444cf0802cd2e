/** The documentation pages of standards, by the form of their ids. */
const pages: readonly { readonly id: RegExp; readonly page: (id: string, service: string, name: string) => string }[] =
  [
    {
      // One page for all rules, without anchors: the browser searches for the text (WICG, "URL Fragment Text
      // Directives").
      id: /^CKV2?_AWS_\d+$/,
      page: (id) => `https://www.checkov.io/5.Policy%20Index/terraform.html#:~:text=${id}`,
    },
    {
      id: /^FSBP\.([A-Za-z0-9]+)\.(\d+)$/,
      page: (_id, service, number) =>
        `https://docs.aws.amazon.com/securityhub/latest/userguide/${service.toLowerCase()}-controls.html#${service.toLowerCase()}-${number}`,
    },
    {
      // A hyphen in the text would be syntax of a fragment directive.
      id: /^AwsSolutions-\w+$/,
      page: (id) =>
        `https://github.com/cdklabs/cdk-nag/blob/main/RULES.md#awssolutions:~:text=${id.replaceAll('-', '%2D')}`,
    },
    {
      id: /^tfsec\.([\w-]+)\.([\w-]+)$/,
      page: (_id, service, check) => `https://aquasecurity.github.io/tfsec/latest/checks/aws/${service}/${check}/`,
    },
  ];

/** The page about a rule of checkov, AWS FSBP, cdk-nag or tfsec. Undefined for any other id. */
export function sourceOf(id: string): string | undefined {
  for (const { id: form, page } of pages) {
    const [found, service = '', name = ''] = form.exec(id) ?? [];
    if (found !== undefined) return page(id, service, name);
  }
  return undefined;
}
