#!/bin/bash
# Read by every command of Hadoop. The path of Java comes from the distribution's alternatives.
JAVA_HOME=$(readlink -f /usr/bin/java)
export JAVA_HOME=${JAVA_HOME%/bin/java}
# The job, its mappers and its reducers run in this one JVM. Half of the machine's memory, well below the 80 % at which
# jobs.slice ends them: streaming's own programs, threads and classes need the rest.
export HADOOP_CLIENT_OPTS="-XX:MaxRAMPercentage=50 ${HADOOP_CLIENT_OPTS:-}"
