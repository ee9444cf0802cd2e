<?php
// The health check of the load balancer. Healthy before the first release too, because otherwise the group would
// replace its servers endlessly; and, with a mount, only while the shared content answers. It makes no database query:
// an outage of the database must not take all web servers out of service. See content-watch for the reason why it does
// not access the mount itself.
$needed = getenv('CONTENT_DISTRIBUTION') !== 'events';
$seen = @filemtime('/run/malinshopper-content/mounted') ?: 0;
$healthy = !$needed || time() - $seen <= 15;

http_response_code($healthy ? 200 : 503);
header('Content-Type: text/plain');
header('Cache-Control: no-store');
echo $healthy ? "ok\n" : "the shared content is not mounted, or does not answer\n";
