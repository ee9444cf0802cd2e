<?php
// Shows the release and the instance that answers: enough to see a release arrive, instance by instance.
$text = static fn(string $value): string => htmlspecialchars($value, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
// hooks/prepare writes it.
$release = parse_ini_file(__DIR__ . '/../release.ini', false, INI_SCANNER_RAW) ?: ['revision' => 'unknown', 'deployment' => 'unknown'];

header('Content-Type: text/html; charset=utf-8');
header('Cache-Control: no-store');
?>
<!doctype html>
<html lang="en">
  <title>Malinshopper</title>
  <h1>Malinshopper</h1>
  <dl>
    <dt>Environment</dt>
    <dd><?= $text(getenv('MALINSHOPPER_ENVIRONMENT') ?: 'unknown') ?></dd>
    <dt>Release</dt>
    <dd><?= $text($release['revision']) ?></dd>
    <dt>Deployment</dt>
    <dd><?= $text($release['deployment']) ?></dd>
    <dt>Instance</dt>
    <dd><?= $text(gethostname() ?: 'unknown') ?></dd>
  </dl>
</html>
