const MiB = 1024 * 1024;

/**
 * The limits of a revision. CodeDeploy publishes no limit for the bundles of EC2 deployments; these are this project's.
 * A revision is held in memory while it is packed and checked, on a developer's machine as in the gateway, and unpacked
 * on every instance, where the agent keeps the last five ("CodeDeploy agent configuration reference", `max_revisions`).
 */
export const limits = {
  /** Files and folders. A PHP application with its `vendor` has 5 to 30 thousand; a zip without zip64 holds 65,535. */
  entries: 50_000,
  /** Bytes of one file: a release is code. Larger files belong into the content or package bucket. */
  fileBytes: 128 * MiB,
  /** Bytes of all files, unpacked: five of them fit on the smallest root volume beside the system. */
  totalBytes: 256 * MiB,
  /**
   * The maximum ratio of the inflated to the compressed size of a file. Logs and tables reach 50; deflate's own limit
   * is 1032.
   */
  ratio: 200,
  /** Below this many bytes a ratio is harmless: a few kilobytes of spaces have one of 500. */
  ratioBytes: 1 * MiB,
  /** Bytes of the AppSpec file. Real ones have 1 to 5 KB. */
  appSpecBytes: 64 * 1024,
  /**
   * The maximum nesting of an AppSpec file; the documented structure needs 4. The YAML reader recurses once per level.
   */
  appSpecDepth: 12,
  /**
   * The maximum number of bytes of a path. The full path, with the agent's folders in front, must stay below the limit
   * of Linux (4,096).
   */
  pathBytes: 1024,
  /** Bytes of a name in a path: Linux' NAME_MAX. */
  nameBytes: 255,
} as const;

/** `1048577` as `1,048,577 bytes`. */
export function inBytes(count: number): string {
  return `${count.toLocaleString('en-US')} bytes`;
}
