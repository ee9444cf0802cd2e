// Loaded before every program with a user at its terminal (tools/run.mjs, tools/nx-cdktf). When the reader of a pipe goes away, as in `npm start |
// head`, Node reports EPIPE by an 'error' event of the stream, which ends a program without a listener (Node documentation, "Class:
// stream.Writable"). A deploy must not end half-way because its output is not read any more, and its exit code must stay that of its work.
'use strict';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
