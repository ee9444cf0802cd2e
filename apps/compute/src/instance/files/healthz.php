<?php
// What the load balancer asks. Healthy before the first release too, or the group would replace its servers for ever; and only
// while the shared content answers, where there is one. It asks no database: its loss must not take all web servers along.
// See content-watch for why the mount itself is not asked.
$needed = getenv('CONTENT_DISTRIBUTION') !== 'events';
$seen = @filemtime('/run/malinshopper-content/mounted') ?: 0;
$healthy = !$needed || time() - $seen <= 15;

http_response_code($healthy ? 200 : 503);
header('Content-Type: text/plain');
header('Cache-Control: no-store');
echo $healthy ? "ok\n" : "the shared content is not mounted, or does not answer\n";
